package dev.tutti.cluster;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Message;
import dev.tutti.wire.SessionTag;

/** Reliable messages to other nodes; any thread, does not wait. */
public interface Post {
    /**
     * Sends on the link to that node, in order; to a node of the component without one it goes over others, and then may be
     * lost. What waits when a link ends or is replaced is lost: who needs it says it again when the link is up
     * ({@link Mail.Links}). False when there is no way at all.
     */
    boolean send(NodeId to, SessionTag session, Message message);
}
