package dev.tutti.cluster.replication;

import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What replication needs of its node. Called on its owner's thread; reading may block as long as a disk takes, nothing
 * else blocks, and none throws.
 */
public interface ReplicationPort {
    /** Sends by the link to that node; it may be lost. */
    void send(NodeId to, Message message);

    /** The chain up to that row; genesis for 0, null when there is none or it cannot be read. */
    byte @Nullable [] chainAt(long index);

    /** Rows after that index that are on this node's disk, at most so many; none when they cannot be read. */
    List<LogRow> read(long afterIndex, int limit);

    /**
     * Brings rows to the disk with a full sync and then calls {@link LogLearner#appended} or, when anything went wrong,
     * {@link LogLearner#appendFailed}, on the owner's thread. Never retried. One at a time.
     */
    void append(List<LogRow> rows);

    /** Rows that are on the disk here and committed by the writer: sessions may show them. */
    void publish(List<LogRow> rows);

    /** This learner's log contradicts the writer's: it copies nothing more, and says why. */
    void fenced(LogEnd own, String why);

    /** Somebody has the pen in a higher generation than this writer's: it writes no more (V3). */
    void deposed(NodeId by, long generation);
}
