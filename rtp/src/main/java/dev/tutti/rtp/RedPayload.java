package dev.tutti.rtp;

/** A view of a RED payload (RFC 2198): older blocks first, the primary one last. */
public final class RedPayload {
    /** More redundancy than any Opus sender uses; what has more is refused. */
    public static final int MAX_BLOCKS = 9;

    private static final int REDUNDANT_HEADER_LENGTH = 4;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int count;
    private final int[] payloadTypes = new int[MAX_BLOCKS];
    private final int[] timestampOffsets = new int[MAX_BLOCKS];
    private final int[] offsets = new int[MAX_BLOCKS];
    private final int[] lengths = new int[MAX_BLOCKS];

    /** Takes the payload if all its blocks lie inside it; returns false otherwise. */
    public boolean wrap(byte[] packet, int offset, int length) {
        bytes = packet;
        count = 0;
        int at = offset;
        int end = offset + length;
        int redundant = 0;
        while (at < end && packet[at] < 0) {
            if (count == MAX_BLOCKS - 1 || at + REDUNDANT_HEADER_LENGTH > end) {
                return false;
            }
            int header = Bytes.i32(packet, at);
            payloadTypes[count] = header >>> 24 & 0x7F;
            timestampOffsets[count] = header >>> 10 & 0x3FFF;
            lengths[count] = header & 0x3FF;
            redundant += lengths[count++];
            at += REDUNDANT_HEADER_LENGTH;
        }
        if (at >= end) {
            return false;
        }
        payloadTypes[count] = packet[at++];
        timestampOffsets[count] = 0;
        lengths[count] = end - at - redundant;
        if (lengths[count++] < 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at += lengths[i];
        }
        return true;
    }

    /** How many blocks there are, the primary one included. */
    public int count() {
        return count;
    }

    public int primary() {
        return count - 1;
    }

    public int payloadType(int block) {
        return payloadTypes[block];
    }

    /** How much earlier than the packet's timestamp the block was, in units of the clock rate. */
    public int timestampOffset(int block) {
        return timestampOffsets[block];
    }

    public int offset(int block) {
        return offsets[block];
    }

    public int length(int block) {
        return lengths[block];
    }

    /** Whether all blocks carry this payload type. */
    public boolean carriesOnly(int payloadType) {
        for (int i = 0; i < count; i++) {
            if (payloadTypes[i] != payloadType) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes the payload again with another payload type and only those redundant blocks that are at most
     * {@code maxTimestampOffset} old; returns its length.
     */
    public int rewrite(byte[] target, int offset, int payloadType, int maxTimestampOffset) {
        int at = offset;
        for (int i = 0; i < count - 1; i++) {
            if (timestampOffsets[i] <= maxTimestampOffset) {
                Bytes.put32(
                        target,
                        at,
                        1L << 31 | (long) payloadType << 24 | (long) timestampOffsets[i] << 10 | lengths[i]);
                at += REDUNDANT_HEADER_LENGTH;
            }
        }
        target[at++] = (byte) payloadType;
        for (int i = 0; i < count; i++) {
            if (i == count - 1 || timestampOffsets[i] <= maxTimestampOffset) {
                System.arraycopy(bytes, offsets[i], target, at, lengths[i]);
                at += lengths[i];
            }
        }
        return at - offset;
    }
}
