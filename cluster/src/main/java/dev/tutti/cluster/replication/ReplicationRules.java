package dev.tutti.cluster.replication;

/**
 * The rules of cluster.md sections 7 and 10 that a simulator must be able to break one at a time, to see that its checkers
 * notice; everybody else uses {@link #SAFE}.
 */
public class ReplicationRules {
    public static final ReplicationRules SAFE = new ReplicationRules();

    protected ReplicationRules() {}

    /** L2: a learner says that it has something when it is on its disk. */
    public boolean waitsForDisk() {
        return true;
    }

    /** L3: what comes late and is there already is passed over. */
    public boolean skipsWhatItHas() {
        return true;
    }
}
