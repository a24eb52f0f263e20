package dev.tutti.rtp;

/** What a sender report says of its stream (RFC 3550 section 6.4.1), reusable. */
public final class SenderInfo {
    public long ssrc;
    public long ntpTime;
    public long rtpTime;
    public long packets;
    public long bytes;
}
