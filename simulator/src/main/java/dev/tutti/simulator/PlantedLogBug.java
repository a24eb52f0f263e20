package dev.tutti.simulator;

import dev.tutti.cluster.replication.ReplicationRules;

/** The bugs of cluster.md section 13 that the log can have; the number is the one there. */
public enum PlantedLogBug {
    NONE(0),
    ACKNOWLEDGED_BEFORE_SYNC(25),
    UNCOMMITTED_IS_PUBLISHED(26),
    COPY_SAID_BEFORE_SYNC(27),
    TWO_PENS_AFTER_A_MOVE(28),
    LATE_APPEND_CUTS_THE_TAIL(29),
    RANDOM_EVENT_IDS(32),
    PROVISIONAL_TAKES_NEXT_SEQUENCE(33),
    CUT_AT_DAMAGED_RECORD(39),
    FAILED_SYNC_RETRIED_AND_BELIEVED(40);

    private final int number;

    PlantedLogBug(int number) {
        this.number = number;
    }

    ReplicationRules rules() {
        return this == NONE ? ReplicationRules.SAFE : new Broken();
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
