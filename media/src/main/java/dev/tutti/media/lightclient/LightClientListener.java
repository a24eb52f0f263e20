package dev.tutti.media.lightclient;

/** What a light client tells; called on the clients' shared thread, arrays are reused after the call. */
public interface LightClientListener {
    /** Keys are agreed: RTP may be sent. */
    default void connected() {}

    default void rtp(byte[] packet, int offset, int length, long arrivalNs) {}

    default void rtcp(byte[] packet, int offset, int length, long arrivalNs) {}

    /** DTLS came to nothing; the reason is for people. */
    default void failed(String reason) {}

    /** The hub ended DTLS, or {@link LightClient#close()} has. */
    default void closed() {}
}
