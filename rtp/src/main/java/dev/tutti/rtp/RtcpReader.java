package dev.tutti.rtp;

/** Walks through a compound RTCP packet (RFC 3550 section 6.1); {@code next} moves to each packet that is well formed. */
public final class RtcpReader {
    private static final int HEADER_LENGTH = 4;
    private static final int REPORT_BLOCK_LENGTH = 24;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int end;
    private int packet;
    private int packetEnd;

    /** Takes a compound packet; false when not even its first header is well formed. */
    public boolean wrap(byte[] compound, int offset, int length) {
        bytes = compound;
        end = offset + length;
        packet = offset;
        packetEnd = offset;
        return length >= HEADER_LENGTH + 4 && (compound[offset] & 0xC0) == 0x80;
    }

    /** Moves to the next packet; false at the end, or where the rest is malformed. */
    public boolean next() {
        int start = packetEnd;
        if (end - start < HEADER_LENGTH || (bytes[start] & 0xC0) != 0x80) {
            return false;
        }
        int length = 4 * (Bytes.u16(bytes, start + 2) + 1);
        if (length > end - start) {
            return false;
        }
        packet = start;
        packetEnd = start + length;
        return length >= minimumLength(Bytes.u8(bytes, start + 1), bytes[start] & 0x1F);
    }

    private static int minimumLength(int type, int count) {
        return switch (type) {
            case RtcpType.SENDER_REPORT -> 28 + REPORT_BLOCK_LENGTH * count;
            case RtcpType.RECEIVER_REPORT -> 8 + REPORT_BLOCK_LENGTH * count;
            case RtcpType.BYE -> HEADER_LENGTH + 4 * count;
            case RtcpType.TRANSPORT_FEEDBACK, RtcpType.PAYLOAD_FEEDBACK -> 12;
            default -> HEADER_LENGTH;
        };
    }

    public int type() {
        return Bytes.u8(bytes, packet + 1);
    }

    /** The count or format field. */
    public int count() {
        return bytes[packet] & 0x1F;
    }

    /** The SSRC of who sent this packet; of reports and feedback. */
    public long senderSsrc() {
        return Bytes.u32(bytes, packet + 4);
    }

    /** Of a sender report: the 64-bit NTP time. */
    public long ntpTime() {
        return Bytes.i64(bytes, packet + 8);
    }

    /** Of a sender report: the RTP time at that moment. */
    public long rtpTime() {
        return Bytes.u32(bytes, packet + 16);
    }

    /** Of a sender or receiver report: its report block at {@code index} below {@link #count}. */
    public void block(int index, ReportBlock block) {
        int first = packet + (type() == RtcpType.SENDER_REPORT ? 28 : 8);
        block.read(bytes, first + REPORT_BLOCK_LENGTH * index);
    }

    /** Of a BYE: the SSRC at {@code index} below {@link #count}. */
    public long byeSsrc(int index) {
        return Bytes.u32(bytes, packet + HEADER_LENGTH + 4 * index);
    }

    /** Of feedback: the SSRC of the stream it is about. */
    public long mediaSsrc() {
        return Bytes.u32(bytes, packet + 8);
    }

    /** Of a generic NACK: how many entries of a packet id and a bit mask it has. */
    public int nackCount() {
        return (packetEnd - packet - 12) / 4;
    }

    public int nackPacketId(int index) {
        return Bytes.u16(bytes, packet + 12 + 4 * index);
    }

    /** The following sixteen lost packets, the lowest bit first. */
    public int nackBitmask(int index) {
        return Bytes.u16(bytes, packet + 14 + 4 * index);
    }

    /** Where the current packet begins, for a reader that wants to go deeper. */
    public int offset() {
        return packet;
    }

    public int length() {
        return packetEnd - packet;
    }
}
