package dev.tutti.node.cluster;

import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.hub.HubNodes.Anew;
import dev.tutti.gateway.wire.NodeMessages.LogPlace;
import java.util.Optional;

/** The log and its pen, as whoever looks after the nodes has a say in them. Thread-safe. */
public interface PenGate {
    /**
     * Takes no more events here, so that the pen can go to that node once it has everything; blocks for a few seconds at
     * most. False when it has not, or the pen is under way to another: then this node goes on.
     */
    boolean layDown(NodeId to);

    /** Whether something that was decided without the hub has not come home yet, as far as this node knows. */
    boolean isProvisional();

    /** The pen stays here after all: nobody could be told that it goes to another node. */
    void takeUp();

    /** How far that node's copy of the log is; empty when this node does not know. */
    Optional<LogPlace> place(NodeId node);

    /** Whether that node's copy of the log has more than this one, by its last word, or it has not said how much. */
    boolean mayHaveMore(NodeId node);

    /** Puts this node's log aside, where it differs from the hub's, and copies that from its first row; blocks. */
    Anew copyAnew();
}
