package dev.tutti.wire;

import dev.tutti.foundation.Fence;
import java.nio.ByteBuffer;

/** Reads a voice frame where it lies, without allocating; owned by one thread. */
public final class VoiceFrameView {
    static final int AT_CHANNEL = 0;
    static final int AT_TERM = 8;
    static final int AT_LEADER = 16;
    static final int AT_LEASE = 24;
    static final int AT_TALKER = 28;
    static final int AT_MEDIA_SEQ = 36;
    static final int AT_MEDIA_TIME = 40;
    static final int AT_LEVEL = 44;
    static final int AT_MARKS = 45;
    static final int AT_OPUS_LENGTH = 46;
    static final int AT_OPUS = 48;

    private ByteBuffer bytes = ByteBuffer.allocate(AT_OPUS);
    private int start;

    /** Takes the payload of an envelope of type VOICE_FRAME that was accepted. */
    public Verdict wrap(EnvelopeView envelope) {
        if (envelope.payloadLength() < AT_OPUS) {
            return Verdict.TRUNCATED;
        }
        ByteBuffer message = envelope.bytes();
        int length = message.getShort(envelope.payloadOffset() + AT_OPUS_LENGTH) & 0xFFFF;
        if (length > VoiceFrame.MAX_OPUS) {
            return Verdict.OVER_LIMIT;
        }
        if (AT_OPUS + length > envelope.payloadLength()) {
            return Verdict.TRUNCATED;
        }
        bytes = message;
        start = envelope.payloadOffset();
        return Verdict.ACCEPTED;
    }

    /** The value of a {@link ChannelTag}. */
    public long channel() {
        return bytes.getLong(start + AT_CHANNEL);
    }

    public long term() {
        return bytes.getLong(start + AT_TERM);
    }

    public long leaderTag() {
        return bytes.getLong(start + AT_LEADER);
    }

    public long leaseSeq() {
        return bytes.getInt(start + AT_LEASE) & PayloadWriter.MAX_U32;
    }

    /** How its fence compares with another, as {@link Fence#compareTo}. */
    public int compareFence(Fence other) {
        int byTerm = Long.compareUnsigned(term(), other.term());
        if (byTerm != 0) {
            return byTerm;
        }
        int byLeader = Long.compareUnsigned(leaderTag(), other.leaderTag());
        return byLeader != 0 ? byLeader : Long.compareUnsigned(leaseSeq(), other.leaseSeq());
    }

    /** The value of a {@link TalkerTag}. */
    public long talker() {
        return bytes.getLong(start + AT_TALKER);
    }

    public long mediaSeq() {
        return bytes.getInt(start + AT_MEDIA_SEQ) & PayloadWriter.MAX_U32;
    }

    public long mediaTime() {
        return bytes.getInt(start + AT_MEDIA_TIME) & PayloadWriter.MAX_U32;
    }

    public int level() {
        return bytes.get(start + AT_LEVEL) & 0xFF;
    }

    public int marks() {
        return bytes.get(start + AT_MARKS) & 0xFF;
    }

    public int opusLength() {
        return bytes.getShort(start + AT_OPUS_LENGTH) & 0xFFFF;
    }

    /** Copies the Opus packet; the array has room for {@link #opusLength}. */
    public void opus(byte[] into, int offset) {
        bytes.get(start + AT_OPUS, into, offset, opusLength());
    }
}
