package dev.tutti.cluster;

import dev.tutti.foundation.NodeId;
import java.util.List;

/** Who leads, who is reachable, and who holds the pen; any thread, as it was at the last turn of the election. */
public interface Leadership {
    NodeId self();

    Leader leader();

    /** The component: every node that is reachable now, over others too; this one among them, in the order of their ids. */
    List<NodeId> members();

    /** Who holds the pen, reachable or not. */
    NodeId writer();

    default boolean leads() {
        return leader().is(self());
    }

    default boolean isWriter() {
        return writer().equals(self());
    }

    /** Adds a listener for good; it hears of changes from now on. */
    void listen(Listener listener);

    /** Hears of changes, on the election's own thread: returns at once and never throws. */
    interface Listener {
        /** Another epoch, or leader, or none for now. */
        default void leaderChanged(Leader leader) {}

        default void membersChanged(List<NodeId> members) {}

        default void writerChanged(NodeId writer) {}
    }
}
