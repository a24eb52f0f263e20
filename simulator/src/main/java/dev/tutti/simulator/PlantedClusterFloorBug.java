package dev.tutti.simulator;

import dev.tutti.session.floor.FloorRules;
import java.util.List;

/** The bugs that the floor can have when leadership changes; to 40 the number is the one of cluster.md section 13. */
public enum PlantedClusterFloorBug {
    NONE(0, ""),
    ADOPTING_LIFTS_NO_FENCE(4, "12"),
    ADOPTING_KEEPS_LEASES(5, "1"),
    FENCE_NOT_COMPARED_AT_PLAYOUT(13, "2"),
    NEW_LEADER_GRANTS_AT_ONCE(15, "1"),
    WAITS_FROM_LAST_HEARTBEAT(16, "1Q"),
    LINE_IN_ORDER_OF_ACKNOWLEDGEMENTS(24, "Q"),
    NEXT_TALK_BEFORE_THE_END_OF_THE_LAST(41, "T");

    /** A leader is claimed after so long a silence. */
    private static final long SINCE_LAST_HEARTBEAT_NS = VirtualTime.ms(800);

    private final int number;
    private final String checkers;

    PlantedClusterFloorBug(int number, String checkers) {
        this.number = number;
        this.checkers = checkers;
    }

    public int number() {
        return number;
    }

    /** Q, T, or the invariants' numbers: each may be the first to notice. */
    List<String> checkers() {
        return checkers.chars().mapToObj(Character::toString).toList();
    }

    FloorRules rules() {
        return this == NONE ? FloorRules.SAFE : new Broken();
    }

    private final class Broken extends FloorRules {
        private boolean is(PlantedClusterFloorBug bug) {
            return PlantedClusterFloorBug.this == bug;
        }

        @Override
        public boolean adoptingLiftsFences() {
            return !is(ADOPTING_LIFTS_NO_FENCE);
        }

        @Override
        public boolean adoptingVoidsLeases() {
            return !is(ADOPTING_KEEPS_LEASES);
        }

        @Override
        public boolean comparesAtPlayout() {
            return !is(FENCE_NOT_COMPARED_AT_PLAYOUT);
        }

        @Override
        public long mayGrantAtNs(long announcedNs, long longestLeaseNs) {
            if (is(NEW_LEADER_GRANTS_AT_ONCE)) {
                return announcedNs;
            }
            long safeNs = super.mayGrantAtNs(announcedNs, longestLeaseNs);
            return is(WAITS_FROM_LAST_HEARTBEAT) ? safeNs - SINCE_LAST_HEARTBEAT_NS : safeNs;
        }

        @Override
        public long askedAtNs(long reportedAtNs, long ageNs) {
            return is(LINE_IN_ORDER_OF_ACKNOWLEDGEMENTS) ? reportedAtNs : super.askedAtNs(reportedAtNs, ageNs);
        }

        @Override
        public boolean endsOneTalkBeforeTheNext() {
            return !is(NEXT_TALK_BEFORE_THE_END_OF_THE_LAST);
        }
    }
}
