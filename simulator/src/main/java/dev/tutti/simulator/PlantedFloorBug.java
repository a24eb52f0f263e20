package dev.tutti.simulator;

import dev.tutti.foundation.Fence;
import dev.tutti.session.floor.FloorRules;

/** The bugs of cluster.md section 13 that the floor of one hub can have; the number is the one there. */
public enum PlantedFloorBug {
    NONE(0),
    GRANT_WITHOUT_OPEN_REQUEST(6),
    GRANT_AT_EQUAL_FENCE(7),
    LEASE_COUNTED_FROM_ARRIVAL(8),
    NO_DRIFT_MARGIN(9),
    LEASES_ON_WALL_CLOCK(10),
    SUSPEND_KEEPS_LEASE(11),
    GAP_KEEPS_REQUEST(12),
    GATE_CLOSED_BY_LATE_TIMER(14),
    NEXT_GRANT_ON_REVOKE(17);

    private static final long LATE_TIMER_NS = VirtualTime.ms(74);

    private final int number;

    PlantedFloorBug(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    FloorRules rules() {
        return this == NONE ? FloorRules.SAFE : new Broken();
    }

    private final class Broken extends FloorRules {
        @Override
        public boolean mayAccept(boolean requestIsOpen, Fence granted, Fence highest) {
            return switch (PlantedFloorBug.this) {
                case GRANT_WITHOUT_OPEN_REQUEST -> granted.isAbove(highest);
                case GRANT_AT_EQUAL_FENCE ->
                    granted.equals(highest) || super.mayAccept(requestIsOpen, granted, highest);
                default -> super.mayAccept(requestIsOpen, granted, highest);
            };
        }

        @Override
        public long leaseStartNs(long sentAtNs, long receivedAtNs) {
            return PlantedFloorBug.this == LEASE_COUNTED_FROM_ARRIVAL
                    ? receivedAtNs
                    : super.leaseStartNs(sentAtNs, receivedAtNs);
        }

        @Override
        public long leaderLeaseNs(long leaseNs, long marginNs) {
            return PlantedFloorBug.this == NO_DRIFT_MARGIN ? leaseNs : super.leaderLeaseNs(leaseNs, marginNs);
        }

        @Override
        public boolean isLive(long nowNs, long expiresAtNs) {
            long lateNs = PlantedFloorBug.this == GATE_CLOSED_BY_LATE_TIMER ? LATE_TIMER_NS : 0;
            return super.isLive(nowNs, expiresAtNs + lateNs);
        }

        @Override
        public boolean gapVoidsLeases() {
            return PlantedFloorBug.this != SUSPEND_KEEPS_LEASE;
        }

        @Override
        public boolean gapVoidsRequests() {
            return PlantedFloorBug.this != GAP_KEEPS_REQUEST;
        }

        @Override
        public boolean revokeWaitsForRelease() {
            return PlantedFloorBug.this != NEXT_GRANT_ON_REVOKE;
        }
    }
}
