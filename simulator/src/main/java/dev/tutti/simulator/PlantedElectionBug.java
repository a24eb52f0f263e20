package dev.tutti.simulator;

import dev.tutti.cluster.membership.ElectionRules;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.Rank;
import java.util.List;

/** The bugs of cluster.md section 13 that an election can have; the number is the one there. */
public enum PlantedElectionBug {
    NONE(0, ""),
    TERM_ANNOUNCED_BEFORE_SYNC(1, "5"),
    RESTART_RESUMES_TERM(2, "5"),
    EPOCH_COMPARED_BY_TERM_ONLY(3, "7"),
    ONE_WAY_LINKS_COUNT(18, "E7"),
    ONLY_NEIGHBOURS_ARE_SEEN(19, "E7"),
    NO_RAISE_ABOVE_FOREIGN_EPOCH(20, "7"),
    LEADERS_SETTLE_BY_EPOCH(21, "E"),
    START_TIMES_ROUNDED(22, "E7"),
    HEARTBEATS_FROM_THEIR_OWN_THREAD(23, "7");

    private static final long ABOUT_EQUAL_MS = 2_000;

    private final int number;
    private final String checkers;

    PlantedElectionBug(int number, String checkers) {
        this.number = number;
        this.checkers = checkers;
    }

    /** E, or the invariants' numbers: each may be the first to notice. */
    List<String> checkers() {
        return checkers.chars().mapToObj(Character::toString).toList();
    }

    public int number() {
        return number;
    }

    ElectionRules rules() {
        return this == NONE ? ElectionRules.SAFE : new Broken();
    }

    private final class Broken extends ElectionRules {
        private boolean is(PlantedElectionBug bug) {
            return PlantedElectionBug.this == bug;
        }

        @Override
        public boolean linkCounts(boolean oneHearsOther, boolean otherHearsOne) {
            return is(ONE_WAY_LINKS_COUNT)
                    ? oneHearsOther || otherHearsOne
                    : super.linkCounts(oneHearsOther, otherHearsOne);
        }

        @Override
        public boolean seesBeyondNeighbours() {
            return !is(ONLY_NEIGHBOURS_ARE_SEEN);
        }

        @Override
        public boolean waitsForDisk() {
            return !is(TERM_ANNOUNCED_BEFORE_SYNC);
        }

        @Override
        public long nextTerm(long durable, long highestKnown, boolean firstClaimOfBoot) {
            boolean resumes = is(RESTART_RESUMES_TERM) && firstClaimOfBoot && durable >= highestKnown && durable > 0;
            return resumes ? durable : super.nextTerm(durable, highestKnown, firstClaimOfBoot);
        }

        @Override
        public boolean isAbove(Epoch one, Epoch other) {
            return is(EPOCH_COMPARED_BY_TERM_ONLY)
                    ? Long.compareUnsigned(one.term(), other.term()) > 0
                    : super.isAbove(one, other);
        }

        @Override
        public boolean settlesByRank() {
            return !is(LEADERS_SETTLE_BY_EPOCH);
        }

        @Override
        public boolean risesAboveForeign() {
            return !is(NO_RAISE_ABOVE_FOREIGN_EPOCH);
        }

        @Override
        public boolean isBetter(Rank one, Rank other) {
            boolean blurred = is(START_TIMES_ROUNDED)
                    && one.writer() == other.writer()
                    && one.nodeClass() == other.nodeClass()
                    && one.capability() == other.capability()
                    && Math.abs(one.startedAtMs() - other.startedAtMs()) < ABOUT_EQUAL_MS;
            return blurred ? one.nodeId().compareTo(other.nodeId()) < 0 : super.isBetter(one, other);
        }
    }
}
