package dev.tutti.cluster.replication;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.wire.Message;
import java.util.List;
import java.util.Set;

/** What branches need of their node; nothing blocks but what says so, and none throws. */
public interface BranchPort {
    /** Sends by the link to that node, which may be this one; it may be lost. */
    void send(NodeId to, Message message);

    /** Whether this node's own log has that event; may block as long as a disk takes. */
    boolean isInLog(EventId id);

    /** Sessions show these until the main line has them. */
    void show(List<BranchedCommand> commands);

    /**
     * The writer's sessions decide these again and append them; says by {@link BranchImporter#imported} on its owner's
     * thread whether they are committed. One at a time.
     *
     * @param own the branches on which they were decided
     */
    void decideAgain(List<BranchedCommand> commands, Set<Epoch> own);
}
