package dev.tutti.rtp;

/** RTCP packet types and feedback formats (RFC 3550 section 12.1, RFC 4585 section 6). */
public final class RtcpType {
    public static final int SENDER_REPORT = 200;
    public static final int RECEIVER_REPORT = 201;
    public static final int SOURCE_DESCRIPTION = 202;
    public static final int BYE = 203;
    public static final int TRANSPORT_FEEDBACK = 205;
    public static final int PAYLOAD_FEEDBACK = 206;

    /** Format of a generic NACK within transport feedback. */
    public static final int GENERIC_NACK = 1;
    /** Format of a picture loss indication within payload feedback. */
    public static final int PICTURE_LOSS = 1;

    private RtcpType() {}
}
