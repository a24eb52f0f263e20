package dev.tutti.cluster.replication;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.BranchHead;
import dev.tutti.wire.BranchRecord;
import java.util.List;

/**
 * Branches on this node's disk, its own and copies of others'. Any thread; each call blocks until it is durable and throws
 * {@link dev.tutti.session.core.StoreException} when it is not.
 */
public interface BranchStore {
    List<Kept> all();

    /** A new one, without records. */
    void begin(BranchHead head);

    /** Records that follow those which are there. */
    void append(Epoch branch, List<BranchRecord> records);

    /** The writer has all of it: what continued it stands on the main line now. */
    void delete(Epoch branch);

    /** A branch and what is in it. */
    record Kept(BranchHead head, List<BranchRecord> records) {
        public Kept {
            records = List.copyOf(records);
        }
    }
}
