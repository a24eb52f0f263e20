package dev.tutti.cluster.engine;

import dev.tutti.cluster.Misfit;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Rank;
import java.util.List;

/** What a node says of itself and knows of its cluster; any thread, returns at once. */
public interface Company {
    /** As of now: it changes when the pen comes or goes. */
    Rank rank();

    NodeId writer();

    /** The other members, reachable or not. */
    List<NodeId> peers();

    /** Whether anybody is attached here. */
    boolean hasClients();

    /** What a node said was not taken. */
    void refused(String who, Misfit kind, String detail);
}
