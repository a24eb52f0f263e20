package dev.tutti.cluster.replication;

/**
 * The rules of cluster.md section 8 between nodes, one at a time for a simulator to break; everybody else uses
 * {@link #SAFE}.
 */
public class IslandRules {
    public static final IslandRules SAFE = new IslandRules();

    protected IslandRules() {}

    /** B1: a branch is not continued after a start. */
    public boolean beginsAnewAfterStart() {
        return true;
    }

    /** B4: what a branch continues comes first. */
    public boolean importsParentsFirst() {
        return true;
    }

    /** B6: a copy is deleted when the main line has it for good. */
    public boolean deletesWhatIsCommitted() {
        return true;
    }
}
