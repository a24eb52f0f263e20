package dev.tutti.media.transport;

/**
 * What a transport tells its owner. Called on the media loop thread: an implementation posts to its own mailbox and returns
 * at once; it never blocks and never throws.
 */
public interface TransportListener {
    /** ICE has a validated address and DTLS has proved the peer: media flows from now on. Once. */
    void connected();

    /** The transport cannot be used any more (handshake refused or timed out, consent lost); close it. Once. */
    void failed(TransportFailure reason);

    /** Nothing authenticated has come from the peer for 3 s: ask it for an ICE restart. */
    void stalled();

    /** Packets come again after {@link #stalled()}, whether by themselves or after an ICE restart. */
    void recovered();

    /** The peer ended DTLS (close_notify), or {@link PeerTransport#close()} has been carried out. Once, and the last call. */
    void closed();
}
