package dev.tutti.gateway.hub;

import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import java.util.List;
import java.util.Optional;

/** The other nodes, as far as whoever looks after the hub has a say in them. Any thread; changes wait for the disk. */
public interface HubNodes {
    NodesAnswer nodes();

    /** Who leads, who is reached, and how it came to that. */
    ClusterAnswer cluster();

    /** Where pages reach the other nodes: one goes on there when its own node dies. */
    List<String> origins();

    /** A code for one new node; it is shown this once. */
    NodeInviteAnswer invite();

    /**
     * Lets a node in that waits, or one back that was removed; empty when there is none of that id, or of an id that
     * begins so.
     */
    Optional<String> admit(String nodeId);

    /** Refuses who waits, or removes a member; empty as above. */
    Optional<Removal> remove(String nodeId);

    /** @param node its whole id */
    record Removal(String node, Removed what) {}

    /** What became of the wish to be without a node. */
    enum Removed {
        DONE,
        /** All nodes copy its log: another one has to be the hub first. */
        IS_HUB,
        /** No node removes itself. */
        IS_SELF
    }

    /**
     * Makes that node the hub: at the hub, a member that has the whole log; at a node whose hub is gone, that node itself.
     * Empty when there is none of that id.
     */
    Optional<Handover> makeHub(String nodeId);

    /** Puts this node's log aside, where it differs from the hub's, and copies that from its first row. */
    Anew copyAnew();

    /** What became of the wish for a new copy of the log. */
    enum Anew {
        DONE,
        /** This node's log is the one that the others copy. */
        IS_HUB,
        /** There is nothing to copy from just now. */
        HUB_AWAY,
        /** This copy does not differ from the hub's. */
        HEALTHY,
        /** The disk did not take it, or the node still starts. */
        FAILED
    }

    /** What became of the wish for another hub. */
    enum Handover {
        DONE,
        /** It has not everything, or cannot be reached. */
        BEHIND,
        /** What was decided without the hub has not come home yet. */
        PROVISIONAL,
        /** It is the hub. */
        ALREADY,
        /** Only the hub gives its part away. */
        ELSEWHERE,
        /** The hub's place can be taken only while it is gone. */
        HUB_IS_UP,
        /** Another node that is here has more of the log than this one, or has not said yet how much. */
        OTHERS_HAVE_MORE
    }
}
