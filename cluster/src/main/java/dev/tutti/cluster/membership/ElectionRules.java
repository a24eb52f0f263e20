package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.Rank;

/**
 * The rules of cluster.md section 5 that a simulator must be able to break one at a time, to see that its checkers notice;
 * everybody else uses {@link #SAFE}.
 */
public class ElectionRules {
    public static final ElectionRules SAFE = new ElectionRules();

    protected ElectionRules() {}

    /** E1: a link counts when both ends say so. */
    public boolean linkCounts(boolean oneHearsOther, boolean otherHearsOne) {
        return oneHearsOther && otherHearsOne;
    }

    /** E2: the component reaches beyond the direct neighbours. */
    public boolean seesBeyondNeighbours() {
        return true;
    }

    /** E4: a term is on the disk before anybody hears of it. */
    public boolean waitsForDisk() {
        return true;
    }

    /** E5: each claim has a term of its own. */
    public long nextTerm(long durable, long highestKnown, boolean firstClaimOfBoot) {
        return Math.max(durable, highestKnown) + 1;
    }

    /** F1: epochs are ordered by term and, in the same term, by leader. */
    public boolean isAbove(Epoch one, Epoch other) {
        return one.isAbove(other);
    }

    /** E6: of two leaders the better rank stays, whatever their epochs. */
    public boolean settlesByRank() {
        return true;
    }

    /** E10: a leader rises above an epoch whose leader is not here. */
    public boolean risesAboveForeign() {
        return true;
    }

    /** Section 2: ranks are compared as numbers, so that the order is transitive. */
    public boolean isBetter(Rank one, Rank other) {
        return one.isBetterThan(other);
    }
}
