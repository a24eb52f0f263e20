package dev.tutti.benchmarks.forward;

import java.nio.ByteBuffer;

/** An RTP packet of Opus size whose payload carries the moment it was sent; one sender thread. */
public final class StampedRtp {
    public static final int PACKETS_PER_S = 50;

    /** 32 kb/s at 20 ms. */
    private static final int PAYLOAD = 80;

    private static final int HEADER = 12;
    private static final int VERSION_2 = 0x80;
    private static final int OPUS = 111;
    private static final int TICKS = 48_000 / PACKETS_PER_S;

    /** A fullband 20 ms mono frame (RFC 6716, section 3.1). */
    private static final int TOC = 0xF8;

    private static final int STAMP_AT = 8;
    private static final long MAGIC = 0x5455545449L;

    private final byte[] packet = new byte[HEADER + PAYLOAD];
    private final ByteBuffer buffer = ByteBuffer.wrap(packet);
    private int sequence;
    private int timestamp;

    public StampedRtp(long ssrc) {
        buffer.put(0, (byte) VERSION_2).put(1, (byte) OPUS).putInt(8, (int) ssrc);
        buffer.put(HEADER, (byte) TOC).putLong(HEADER + STAMP_AT, MAGIC);
    }

    /** The next packet; the array is reused by the next call. */
    public byte[] next(long nowNs) {
        buffer.putShort(2, (short) sequence++).putInt(4, timestamp).putLong(HEADER + STAMP_AT + Long.BYTES, nowNs);
        timestamp += TICKS;
        return packet;
    }

    /** When the packet was sent, or −1 when it is none of ours. The stamp is found from the end, whatever the header has grown to. */
    public static long sentNs(byte[] packet, int offset, int length) {
        int stamp = length - PAYLOAD + STAMP_AT;
        if (stamp < HEADER) {
            return -1;
        }
        var view = ByteBuffer.wrap(packet, offset, length).slice();
        return view.getLong(stamp) == MAGIC ? view.getLong(stamp + Long.BYTES) : -1;
    }
}
