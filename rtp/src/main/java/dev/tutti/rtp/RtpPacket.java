package dev.tutti.rtp;

/** A view of one RTP packet (RFC 3550 section 5.1) with its header extensions (RFC 8285, one-byte and two-byte). */
public final class RtpPacket {
    public static final int FIXED_HEADER_LENGTH = 12;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int TWO_BYTE_PROFILE = 0x1000;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int start;
    private int headerLength;
    private int payloadLength;
    private int extensionProfile;
    private int extensionsStart;
    private int extensionsEnd;
    private int foundOffset;
    private int foundLength;

    /** Takes the packet if it is well formed; returns false, leaving the view unusable, if it is not. */
    public boolean wrap(byte[] packet, int offset, int length) {
        int header = headerLength(packet, offset, length);
        if (header < 0) {
            return false;
        }
        bytes = packet;
        start = offset;
        headerLength = header;
        payloadLength = length - header;
        extensionProfile = 0;
        if ((packet[offset] & 0x10) != 0) {
            int extension = offset + FIXED_HEADER_LENGTH + 4 * csrcCount();
            extensionProfile = Bytes.u16(packet, extension);
            extensionsStart = extension + 4;
            extensionsEnd = offset + header;
        }
        if ((packet[offset] & 0x20) != 0) {
            int padding = payloadLength == 0 ? 0 : Bytes.u8(packet, offset + length - 1);
            if (padding == 0 || padding > payloadLength) {
                return false;
            }
            payloadLength -= padding;
        }
        return true;
    }

    /**
     * The length of the header with CSRCs and extensions, or −1 if it does not fit into {@code length}. Reads the clear part
     * only, so it may be asked of a packet that is still encrypted.
     */
    public static int headerLength(byte[] packet, int offset, int length) {
        if (length < FIXED_HEADER_LENGTH || (packet[offset] & 0xC0) != 0x80) {
            return -1;
        }
        int header = FIXED_HEADER_LENGTH + 4 * (packet[offset] & 0x0F);
        if ((packet[offset] & 0x10) != 0) {
            if (length < header + 4) {
                return -1;
            }
            header += 4 + 4 * Bytes.u16(packet, offset + header + 2);
        }
        return header <= length ? header : -1;
    }

    public byte[] array() {
        return bytes;
    }

    public int csrcCount() {
        return bytes[start] & 0x0F;
    }

    public boolean marker() {
        return bytes[start + 1] < 0;
    }

    public int payloadType() {
        return bytes[start + 1] & 0x7F;
    }

    public int sequence() {
        return Bytes.u16(bytes, start + 2);
    }

    public long timestamp() {
        return Bytes.u32(bytes, start + 4);
    }

    public long ssrc() {
        return Bytes.u32(bytes, start + 8);
    }

    public int headerLength() {
        return headerLength;
    }

    public int payloadOffset() {
        return start + headerLength;
    }

    /** The payload without its padding. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Looks for a header extension element; {@link #extensionOffset} and {@link #extensionLength} then say where it is. */
    public boolean findExtension(int id) {
        if (id <= 0 || extensionProfile == 0) {
            return false;
        }
        if (extensionProfile == ONE_BYTE_PROFILE) {
            return findOneByte(id);
        }
        return (extensionProfile & 0xFFF0) == TWO_BYTE_PROFILE && findTwoByte(id);
    }

    public int extensionOffset() {
        return foundOffset;
    }

    public int extensionLength() {
        return foundLength;
    }

    private boolean findOneByte(int id) {
        int at = extensionsStart;
        while (at < extensionsEnd) {
            int head = Bytes.u8(bytes, at);
            if (head == 0) {
                at++;
                continue;
            }
            int element = head >> 4;
            int length = (head & 0x0F) + 1;
            if (element == 15 || at + 1 + length > extensionsEnd) {
                return false;
            }
            if (element == id) {
                foundOffset = at + 1;
                foundLength = length;
                return true;
            }
            at += 1 + length;
        }
        return false;
    }

    private boolean findTwoByte(int id) {
        int at = extensionsStart;
        while (at + 1 < extensionsEnd) {
            int element = Bytes.u8(bytes, at);
            if (element == 0) {
                at++;
                continue;
            }
            int length = Bytes.u8(bytes, at + 1);
            if (at + 2 + length > extensionsEnd) {
                return false;
            }
            if (element == id) {
                foundOffset = at + 2;
                foundLength = length;
                return true;
            }
            at += 2 + length;
        }
        return false;
    }
}
