package dev.tutti.rtp;

/** One reception report block (RFC 3550 section 6.4.1), reusable. */
public final class ReportBlock {
    static final int LENGTH = 24;

    public long ssrc;
    /** Lost since the last report, of 256. */
    public int fractionLost;

    public int cumulativeLost;
    public long highestSequence;
    /** In units of the clock rate. */
    public long jitter;
    /** The middle 32 bits of the NTP time of the last sender report, 0 if none came. */
    public long lastSenderReport;
    /** Since that sender report, in 1/65536 s. */
    public long delaySinceLastSenderReport;

    void read(byte[] bytes, int at) {
        ssrc = Bytes.u32(bytes, at);
        fractionLost = Bytes.u8(bytes, at + 4);
        cumulativeLost = Bytes.i32(bytes, at + 4) << 8 >> 8;
        highestSequence = Bytes.u32(bytes, at + 8);
        jitter = Bytes.u32(bytes, at + 12);
        lastSenderReport = Bytes.u32(bytes, at + 16);
        delaySinceLastSenderReport = Bytes.u32(bytes, at + 20);
    }

    void write(byte[] bytes, int at) {
        int lost = Math.clamp(cumulativeLost, -0x80_0000, 0x7F_FFFF);
        Bytes.put32(bytes, at, ssrc);
        Bytes.put32(bytes, at + 4, (long) fractionLost << 24 | (lost & 0xFF_FFFF));
        Bytes.put32(bytes, at + 8, highestSequence);
        Bytes.put32(bytes, at + 12, jitter);
        Bytes.put32(bytes, at + 16, lastSenderReport);
        Bytes.put32(bytes, at + 20, delaySinceLastSenderReport);
    }
}
