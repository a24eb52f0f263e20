package dev.tutti.media.room;

import livekit.LivekitRtc.SignalResponse;

/** One signalling connection as a room sees it; calls come from the room's thread, never block and never throw. */
public interface ClientLink {
    /** Sends in the order of the calls. */
    void send(SignalMessage message);

    default void send(SignalResponse response) {
        send(new SignalMessage(response));
    }

    /** Closes after what was sent; a link that is gone already ignores it. */
    void close(String reason);
}
