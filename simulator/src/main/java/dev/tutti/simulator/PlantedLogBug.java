package dev.tutti.simulator;

import dev.tutti.cluster.replication.IslandRules;
import dev.tutti.cluster.replication.ReplicationRules;
import dev.tutti.session.core.BranchRules;

/** The bugs of cluster.md section 13 that the log can have; the number is the one there. */
public enum PlantedLogBug {
    NONE(0),
    ACKNOWLEDGED_BEFORE_SYNC(25),
    UNCOMMITTED_IS_PUBLISHED(26),
    COPY_SAID_BEFORE_SYNC(27),
    TWO_PENS_AFTER_A_MOVE(28),
    LATE_APPEND_CUTS_THE_TAIL(29),
    BRANCH_DELETED_WHEN_APPENDED(30),
    IMPORT_WITHOUT_DEDUPE(31),
    RANDOM_EVENT_IDS(32),
    PROVISIONAL_TAKES_NEXT_SEQUENCE(33),
    UNWRITTEN_TAKES_NEXT_SEQUENCE(33),
    BRANCH_CONTINUED_AFTER_RESTART(34),
    CHILD_BEFORE_PARENT(35),
    CLAIM_DECIDED_ON_THE_BRANCH(36),
    CUT_AT_DAMAGED_RECORD(39),
    FAILED_SYNC_RETRIED_AND_BELIEVED(40);

    private final int number;

    PlantedLogBug(int number) {
        this.number = number;
    }

    ReplicationRules rules() {
        return this == NONE ? ReplicationRules.SAFE : new Broken();
    }

    IslandRules islandRules() {
        return this == NONE ? IslandRules.SAFE : new BrokenIsland();
    }

    BranchRules branchRules() {
        return this == NONE ? BranchRules.SAFE : new BrokenBranch();
    }

    private final class BrokenIsland extends IslandRules {
        @Override
        public boolean beginsAnewAfterStart() {
            return PlantedLogBug.this != BRANCH_CONTINUED_AFTER_RESTART;
        }

        @Override
        public boolean importsParentsFirst() {
            return PlantedLogBug.this != CHILD_BEFORE_PARENT;
        }

        @Override
        public boolean deletesWhatIsCommitted() {
            return PlantedLogBug.this != BRANCH_DELETED_WHEN_APPENDED;
        }
    }

    private final class BrokenBranch extends BranchRules {
        @Override
        public boolean knowsWhatItHas() {
            return PlantedLogBug.this != IMPORT_WITHOUT_DEDUPE;
        }

        @Override
        public boolean leavesSequencesToTheWriter() {
            return PlantedLogBug.this != PROVISIONAL_TAKES_NEXT_SEQUENCE;
        }

        @Override
        public boolean decidesOnTheMainLine() {
            return PlantedLogBug.this != CLAIM_DECIDED_ON_THE_BRANCH;
        }
    }

    private final class Broken extends ReplicationRules {
        @Override
        public boolean waitsForDisk() {
            return PlantedLogBug.this != COPY_SAID_BEFORE_SYNC;
        }

        @Override
        public boolean skipsWhatItHas() {
            return PlantedLogBug.this != LATE_APPEND_CUTS_THE_TAIL;
        }
    }

    public int number() {
        return number;
    }
}
