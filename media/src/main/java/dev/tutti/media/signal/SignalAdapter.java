package dev.tutti.media.signal;

/**
 * The door of LiveKit signalling: decides before the WebSocket upgrade, and decodes what comes in afterwards.
 *
 * <p>Threads: any; calls do not block on a disk or a network. Serves {@code /rtc}, {@code /rtc/v1} and, for
 * {@link #validate}, the same paths with {@code /validate}.
 */
public interface SignalAdapter {
    /**
     * Admits a connection. Nothing is sent before {@link SignalConnection#onOpen}, so that the upgrade can be completed
     * in between; a connection that is never opened is forgotten by {@link SignalConnection#onClosed}.
     *
     * @throws SignalRefused with the HTTP status to answer instead of the upgrade
     */
    SignalConnection open(SignalHandshake handshake, SignalSink sink) throws SignalRefused;

    /**
     * What {@code GET …/validate} asks: would this handshake be admitted? Returns when it would (answer 200 "success").
     *
     * @throws SignalRefused with the HTTP status and text to answer
     */
    void validate(SignalHandshake handshake) throws SignalRefused;
}
