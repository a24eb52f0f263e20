package dev.tutti.session.core;

/**
 * The rules of cluster.md section 8 that a simulator must be able to break one at a time, to see that its checkers notice;
 * everybody else uses {@link #SAFE}.
 */
public class BranchRules {
    public static final BranchRules SAFE = new BranchRules();

    protected BranchRules() {}

    /** B7: what the log has already is not imported again. */
    public boolean knowsWhatItHas() {
        return true;
    }

    /** C1: what is provisional has no place in the main line. */
    public boolean leavesSequencesToTheWriter() {
        return true;
    }

    /** B4: a claim is decided on what holds in the main line. */
    public boolean decidesOnTheMainLine() {
        return true;
    }
}
