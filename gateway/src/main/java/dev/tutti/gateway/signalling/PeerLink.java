package dev.tutti.gateway.signalling;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.PeerFrames;

/** The connection by which a peer is reached; one object for its whole life. */
public interface PeerLink {
    SessionId sessionId();

    UserId userId();

    /** Any thread, does not block. */
    void tell(PeerFrames.Server frame);

    /** Replaces an older list that has not left yet; any thread, does not block. */
    void tellList(PeerFrames.PeerList list);
}
