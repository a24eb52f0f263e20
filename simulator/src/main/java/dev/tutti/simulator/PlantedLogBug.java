package dev.tutti.simulator;

/** The bugs of cluster.md section 13 that the log of one hub can have; the number is the one there. */
public enum PlantedLogBug {
    NONE(0),
    ACKNOWLEDGED_BEFORE_SYNC(25),
    RANDOM_EVENT_IDS(32),
    PROVISIONAL_TAKES_NEXT_SEQUENCE(33),
    CUT_AT_DAMAGED_RECORD(39),
    FAILED_SYNC_RETRIED_AND_BELIEVED(40);

    private final int number;

    PlantedLogBug(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
