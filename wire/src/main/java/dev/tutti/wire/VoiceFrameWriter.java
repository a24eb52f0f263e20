package dev.tutti.wire;

import dev.tutti.foundation.Fence;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes voice frames of one talker without allocating; owned by one thread. Talker, lease and packet are set before
 * {@link #write}, and stay set.
 */
public final class VoiceFrameWriter {
    private final CRC32C crc = new CRC32C();
    private final byte[] opus = new byte[VoiceFrame.MAX_OPUS];
    private long session;
    private long source;
    private long talker;
    private long channel;
    private Fence fence = Fence.NONE;
    private long mediaSeq;
    private long mediaTime;
    private int level;
    private int marks;
    private int opusLength;

    public VoiceFrameWriter talker(SessionTag session, NodeTag source, TalkerTag talker) {
        this.session = session.value();
        this.source = source.value();
        this.talker = talker.value();
        return this;
    }

    public VoiceFrameWriter lease(ChannelTag channel, Fence fence) {
        this.channel = channel.value();
        this.fence = fence;
        return this;
    }

    public VoiceFrameWriter media(long mediaSeq, long mediaTime, int level, int marks) {
        this.mediaSeq = mediaSeq;
        this.mediaTime = mediaTime;
        this.level = level;
        this.marks = marks;
        return this;
    }

    /** False, and nothing changed, when the packet is longer than a frame may carry. */
    public boolean opus(byte[] packet, int offset, int length) {
        if (length > VoiceFrame.MAX_OPUS) {
            return false;
        }
        System.arraycopy(packet, offset, opus, 0, length);
        opusLength = length;
        return true;
    }

    /** Writes at the position of a big-endian buffer with room for a datagram, and moves it behind. */
    public void write(long seq, long timestampUs, ByteBuffer out) {
        int start = out.position();
        out.put((byte) Envelope.MAGIC).put((byte) Envelope.VERSION);
        out.put((byte) MessageType.VOICE_FRAME.code()).put((byte) 0).putInt(0);
        out.putLong(session)
                .putLong(source)
                .putLong(timestampUs)
                .putInt((int) seq)
                .putInt(0);
        out.putLong(channel).putLong(fence.term()).putLong(fence.leaderTag()).putInt((int) fence.leaseSeq());
        out.putLong(talker).putInt((int) mediaSeq).putInt((int) mediaTime);
        out.put((byte) level).put((byte) marks).putShort((short) opusLength);
        out.put(opus, 0, opusLength);
        WireCodec.finish(crc, out, start);
    }
}
