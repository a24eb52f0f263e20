package dev.tutti.rtp;

import java.nio.charset.StandardCharsets;

/** Writes a compound RTCP packet in place, one packet after the other. */
public final class RtcpWriter {
    private static final int CNAME_ITEM = 1;
    private static final int MAX_ITEM_LENGTH = 255;

    private final byte[] bytes;
    private int at;
    private int nackStart;

    public RtcpWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public RtcpWriter clear() {
        at = 0;
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return at;
    }

    /** Room for this many more bytes. */
    public boolean fits(int length) {
        return at + length <= bytes.length;
    }

    /** A sender report without report blocks. */
    public RtcpWriter senderReport(SenderInfo info) {
        header(0, RtcpType.SENDER_REPORT, 28);
        Bytes.put32(bytes, at + 4, info.ssrc);
        Bytes.put64(bytes, at + 8, info.ntpTime);
        Bytes.put32(bytes, at + 16, info.rtpTime);
        Bytes.put32(bytes, at + 20, info.packets);
        Bytes.put32(bytes, at + 24, info.bytes);
        at += 28;
        return this;
    }

    /** A receiver report with the first {@code count} blocks, at most 31. */
    public RtcpWriter receiverReport(long senderSsrc, ReportBlock[] blocks, int count) {
        header(count, RtcpType.RECEIVER_REPORT, 8 + ReportBlock.LENGTH * count);
        Bytes.put32(bytes, at + 4, senderSsrc);
        for (int i = 0; i < count; i++) {
            blocks[i].write(bytes, at + 8 + ReportBlock.LENGTH * i);
        }
        at += 8 + ReportBlock.LENGTH * count;
        return this;
    }

    /** A source description with the CNAME of one source. */
    public RtcpWriter cname(long ssrc, byte[] cname) {
        int length = Math.min(cname.length, MAX_ITEM_LENGTH);
        int total = 4 + ((4 + 2 + length + 1 + 3) & ~3);
        header(1, RtcpType.SOURCE_DESCRIPTION, total);
        Bytes.put32(bytes, at + 4, ssrc);
        bytes[at + 8] = CNAME_ITEM;
        bytes[at + 9] = (byte) length;
        System.arraycopy(cname, 0, bytes, at + 10, length);
        for (int i = at + 10 + length; i < at + total; i++) {
            bytes[i] = 0;
        }
        at += total;
        return this;
    }

    public RtcpWriter cname(long ssrc, String cname) {
        return cname(ssrc, cname.getBytes(StandardCharsets.UTF_8));
    }

    public RtcpWriter bye(long ssrc) {
        header(1, RtcpType.BYE, 8);
        Bytes.put32(bytes, at + 4, ssrc);
        at += 8;
        return this;
    }

    /** Opens a generic NACK; each {@link #nackEntry} after it adds to it. */
    public RtcpWriter nack(long senderSsrc, long mediaSsrc) {
        nackStart = at;
        header(RtcpType.GENERIC_NACK, RtcpType.TRANSPORT_FEEDBACK, 12);
        Bytes.put32(bytes, at + 4, senderSsrc);
        Bytes.put32(bytes, at + 8, mediaSsrc);
        at += 12;
        return this;
    }

    /** Adds one entry to the NACK opened last. */
    public RtcpWriter nackEntry(int packetId, int bitmask) {
        if (!fits(4)) {
            throw new IndexOutOfBoundsException("RTCP packet is full");
        }
        Bytes.put16(bytes, at, packetId);
        Bytes.put16(bytes, at + 2, bitmask);
        at += 4;
        Bytes.put16(bytes, nackStart + 2, (at - nackStart) / 4 - 1);
        return this;
    }

    public RtcpWriter pictureLoss(long senderSsrc, long mediaSsrc) {
        header(RtcpType.PICTURE_LOSS, RtcpType.PAYLOAD_FEEDBACK, 12);
        Bytes.put32(bytes, at + 4, senderSsrc);
        Bytes.put32(bytes, at + 8, mediaSsrc);
        at += 12;
        return this;
    }

    private void header(int count, int type, int length) {
        if (!fits(length)) {
            throw new IndexOutOfBoundsException("RTCP packet is full");
        }
        bytes[at] = (byte) (0x80 | count);
        bytes[at + 1] = (byte) type;
        Bytes.put16(bytes, at + 2, length / 4 - 1);
    }
}
