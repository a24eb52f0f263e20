package dev.tutti.rtp;

/** Writes RTP headers with one-byte extensions in place: {@code begin}, any number of {@code extension}s, {@code end}. */
public final class RtpWriter {
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int start;
    private int at;

    /** Writes the fixed header; version 2, no padding, no CSRC. */
    public void begin(byte[] target, int offset, boolean marker, int payloadType) {
        bytes = target;
        start = offset;
        at = offset + RtpPacket.FIXED_HEADER_LENGTH;
        target[offset] = (byte) 0x80;
        target[offset + 1] = (byte) ((marker ? 0x80 : 0) | (payloadType & 0x7F));
    }

    public void stream(int sequence, long timestamp, long ssrc) {
        Bytes.put16(bytes, start + 2, sequence);
        Bytes.put32(bytes, start + 4, timestamp);
        Bytes.put32(bytes, start + 8, ssrc);
    }

    /** Adds an element of 1 to 16 bytes under an id from 1 to 14. */
    public void extension(int id, byte[] source, int offset, int length) {
        if (id < 1 || id > 14 || length < 1 || length > 16) {
            throw new IllegalArgumentException("A one-byte header extension has an id of 1 to 14 and 1 to 16 bytes");
        }
        if ((bytes[start] & 0x10) == 0) {
            bytes[start] |= 0x10;
            Bytes.put16(bytes, at, ONE_BYTE_PROFILE);
            at += 4;
        }
        bytes[at++] = (byte) (id << 4 | (length - 1));
        System.arraycopy(source, offset, bytes, at, length);
        at += length;
    }

    /** Closes the header and returns where the payload begins. */
    public int end() {
        if ((bytes[start] & 0x10) != 0) {
            int first = start + RtpPacket.FIXED_HEADER_LENGTH;
            while ((at - first & 3) != 0) {
                bytes[at++] = 0;
            }
            Bytes.put16(bytes, first + 2, (at - first - 4) / 4);
        }
        return at;
    }
}
