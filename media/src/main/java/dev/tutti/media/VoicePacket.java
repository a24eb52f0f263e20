package dev.tutti.media;

/**
 * One packet of accepted voice on its way from a room to another node, or from there into a room; reused for the next one, so
 * that the packet path allocates nothing. Whoever hands it over gets it back when the call returns.
 */
public final class VoicePacket {
    /** What one packet carries at most; what is longer stays behind. */
    public static final int MAX_PAYLOAD = 1_000;

    private static final long U32 = 0xFFFF_FFFFL;

    private final byte[] payload = new byte[MAX_PAYLOAD];
    private int length;
    private long voice;
    private long channel;
    private long term;
    private long leaderTag;
    private long leaseSeq;
    private long sequence;
    private long timestamp;
    private int level;
    private boolean first;
    private boolean held;
    private boolean red;

    /** The tag of the track: the same on every node. */
    public long voice() {
        return voice;
    }

    /** The tag of the channel it is spoken in; 0 where there are none. */
    public long channel() {
        return channel;
    }

    /** With the two others the fence of the lease it is spoken under; all 0 where there is none. */
    public long term() {
        return term;
    }

    public long leaderTag() {
        return leaderTag;
    }

    public long leaseSeq() {
        return leaseSeq;
    }

    public VoicePacket lease(long leaseTerm, long leaseLeaderTag, long leaseSequence) {
        term = leaseTerm;
        leaderTag = leaseLeaderTag;
        leaseSeq = leaseSequence;
        return this;
    }

    public VoicePacket of(long voiceTag, long channelTag) {
        voice = voiceTag;
        channel = channelTag;
        return this;
    }

    /** Of the packet in its track's stream, without gaps where nothing was accepted; wraps at 32 bits. */
    public long sequence() {
        return sequence;
    }

    /** 48 kHz samples, wrapping at 32 bits. */
    public long timestamp() {
        return timestamp;
    }

    /** Loudness of RFC 6464, 0 to 127, −dB of full scale; 127 also when it is not known. */
    public int level() {
        return level;
    }

    public VoicePacket media(long packetSequence, long packetTimestamp, int audioLevel) {
        sequence = packetSequence & U32;
        timestamp = packetTimestamp & U32;
        level = audioLevel & 0x7F;
        return this;
    }

    /** Nothing was accepted just before it: timestamps may have jumped. */
    public boolean first() {
        return first;
    }

    /** Said before the grant and held until then: it comes faster than it was spoken. */
    public boolean held() {
        return held;
    }

    /** Opus with repeated frames (RFC 2198), not Opus alone. */
    public boolean red() {
        return red;
    }

    public VoicePacket marked(boolean isFirst, boolean wasHeld, boolean isRed) {
        first = isFirst;
        held = wasHeld;
        red = isRed;
        return this;
    }

    public byte[] payload() {
        return payload;
    }

    public int length() {
        return length;
    }

    /** After {@link #payload} was filled. */
    public VoicePacket length(int bytes) {
        length = bytes;
        return this;
    }

    /** Takes everything of another one. */
    public void copy(VoicePacket other) {
        of(other.voice, other.channel)
                .lease(other.term, other.leaderTag, other.leaseSeq)
                .media(other.sequence, other.timestamp, other.level);
        marked(other.first, other.held, other.red).length(other.length);
        System.arraycopy(other.payload, 0, payload, 0, other.length);
    }
}
