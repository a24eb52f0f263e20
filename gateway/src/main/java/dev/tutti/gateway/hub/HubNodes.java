package dev.tutti.gateway.hub;

import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import java.util.Optional;

/** The other nodes, as far as whoever looks after the hub has a say in them. Any thread; changes wait for the disk. */
public interface HubNodes {
    NodesAnswer nodes();

    /** A code for one new node; it is shown this once. */
    NodeInviteAnswer invite();

    /**
     * Lets a node in that waits, or one back that was removed; empty when there is none of that id, or of an id that
     * begins so.
     */
    Optional<String> admit(String nodeId);

    /** Refuses who waits, or removes a member; empty as above. */
    Optional<String> remove(String nodeId);
}
