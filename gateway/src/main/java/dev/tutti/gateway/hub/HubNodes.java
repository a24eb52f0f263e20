package dev.tutti.gateway.hub;

import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import java.util.Optional;

/** The other nodes, as far as whoever looks after the hub has a say in them. Any thread; changes wait for the disk. */
public interface HubNodes {
    NodesAnswer nodes();

    /** Who leads, who is reached, and how it came to that. */
    ClusterAnswer cluster();

    /** A code for one new node; it is shown this once. */
    NodeInviteAnswer invite();

    /**
     * Lets a node in that waits, or one back that was removed; empty when there is none of that id, or of an id that
     * begins so.
     */
    Optional<String> admit(String nodeId);

    /** Refuses who waits, or removes a member; empty as above. */
    Optional<String> remove(String nodeId);

    /**
     * Makes that node the hub: at the hub, a member that has the whole log; at a node whose hub is gone, that node itself.
     * Empty when there is none of that id.
     */
    Optional<Handover> makeHub(String nodeId);

    /** What became of the wish for another hub. */
    enum Handover {
        DONE,
        /** It has not everything, or cannot be reached. */
        BEHIND,
        /** What was decided without the hub has not come home yet. */
        PROVISIONAL,
        /** Only the hub gives its part away, and its own place can be taken only while it is gone. */
        NOT_YOURS
    }
}
