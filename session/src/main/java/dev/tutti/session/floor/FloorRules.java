package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;

/**
 * The safety rules of cluster.md section 6, one method a rule, so that the simulator can break one at a time and see
 * that its checkers notice; everybody else uses {@link #SAFE}.
 */
public class FloorRules {
    public static final FloorRules SAFE = new FloorRules();

    protected FloorRules() {}

    /** F4: a grant answers a request still open in this boot, and its fence is above the highest seen. */
    public boolean mayAccept(boolean requestIsOpen, Fence granted, Fence highest) {
        return requestIsOpen && granted.isAbove(highest);
    }

    /** F5: the ingress counts the lease from when it sent the request or renewal. */
    public long leaseStartNs(long sentAtNs, long receivedAtNs) {
        return sentAtNs;
    }

    /** F5: the leader believes in it a margin longer. */
    public long leaderLeaseNs(long leaseNs, long marginNs) {
        return leaseNs + marginNs;
    }

    /** F6: compared at each use. */
    public boolean isLive(long nowNs, long expiresAtNs) {
        return nowNs - expiresAtNs < 0;
    }

    /** F7: a gap in time voids leases. */
    public boolean gapVoidsLeases() {
        return true;
    }

    /** F7: and open requests too. */
    public boolean gapVoidsRequests() {
        return true;
    }

    /** F2: adopting an epoch lifts every fence to it. */
    public boolean adoptingLiftsFences() {
        return true;
    }

    /** F3: adopting an epoch voids every lower lease. */
    public boolean adoptingVoidsLeases() {
        return true;
    }

    /** F9: a new leader waits for all acknowledgements, or so long as an old lease may live, from its announce on. */
    public long mayGrantAtNs(long announcedNs, long longestLeaseNs) {
        return announcedNs + longestLeaseNs;
    }

    /** F11: a rebuilt line is ordered by how long each has waited. */
    public long askedAtNs(long reportedAtNs, long ageNs) {
        return reportedAtNs - ageNs;
    }

    /** F12: voice below the highest fence is dropped. */
    public boolean passes(Fence fence, Fence highest) {
        return !highest.isAbove(fence);
    }

    /** F6: and compared again when it is played. */
    public boolean comparesAtPlayout() {
        return true;
    }

    /** F8: a revoke is a wish until the ingress has released. */
    public boolean revokeWaitsForRelease() {
        return true;
    }

    /** What people are told: who talked has ended before somebody else begins, whoever led and whatever was lost. */
    public boolean endsOneTalkBeforeTheNext() {
        return true;
    }
}
