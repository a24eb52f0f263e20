package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.AnnounceReason;
import dev.tutti.wire.LeaderState;
import java.util.Locale;

/** Where this node stands: its state, the epoch it has adopted, and what of that is on the disk. */
final class Standing {
    private static final long NO_TERM = 0;
    /** Somebody leads here, or nobody was expected to. */
    private static final long LED = Long.MIN_VALUE;

    private final long self;
    private final ElectionRules rules;
    private final ElectionPort port;
    private final LeadershipListener listener;
    private final ElectionCounters counters;

    private LeaderState state = LeaderState.JOINING;
    private Epoch adopted = Epoch.NONE;
    private long durableTerm;
    private boolean told;
    private boolean diskFailed;
    private boolean claimedBefore;
    /** On the way to the disk for a claim or a raise. */
    private long claimTerm = NO_TERM;

    private AnnounceReason reason = AnnounceReason.CLAIM;
    private String claimCause = "";
    private long sinceNs;
    private long unledSinceNs = LED;

    Standing(
            Election.Setup setup,
            ElectionPort port,
            LeadershipListener listener,
            ElectionCounters counters,
            long nowNs) {
        self = setup.tag();
        rules = setup.rules();
        durableTerm = setup.durableTerm();
        this.port = port;
        this.listener = listener;
        this.counters = counters;
        sinceNs = nowNs;
    }

    LeaderState state() {
        return state;
    }

    boolean is(LeaderState one) {
        return state == one;
    }

    boolean leads() {
        return ElectionMessage.leads(state);
    }

    Epoch epoch() {
        return adopted;
    }

    /** For how long the present state lasts. */
    long forNs(long nowNs) {
        return nowNs - sinceNs;
    }

    boolean isClaiming() {
        return claimTerm != NO_TERM;
    }

    boolean hasDiskFailed() {
        return diskFailed;
    }

    AnnounceReason reason() {
        return reason;
    }

    /** The highest term that this node answers for. */
    long term() {
        return Long.compareUnsigned(durableTerm, adopted.term()) > 0 ? durableTerm : adopted.term();
    }

    void move(LeaderState to, String cause, long nowNs) {
        LeaderState from = state;
        state = to;
        sinceNs = nowNs;
        boolean lost = to == LeaderState.SUSPECTING || (leadsIn(from) && to == LeaderState.FENCED);
        if (lost && unledSinceNs == LED) {
            unledSinceNs = nowNs;
        } else if (to == LeaderState.JOINING) {
            unledSinceNs = LED;
        }
        listener.moved(new Transition(nowNs, from, to, adopted, cause));
    }

    /** Somebody leads here from now on. */
    private void led(long nowNs) {
        if (unledSinceNs != LED) {
            counters.converged(nowNs - unledSinceNs);
            unledSinceNs = LED;
        }
    }

    /** What was claimed and not yet on the disk comes to nothing. */
    private void giveUpClaim() {
        if (isClaiming() && reason != AnnounceReason.RAISE) {
            counters.failedClaims++;
        }
        claimTerm = NO_TERM;
    }

    private static boolean leadsIn(LeaderState one) {
        return ElectionMessage.leads(one);
    }

    /** Takes a term above all of the component to the disk (E4, E5). */
    void claim(AnnounceReason why, String cause, long highestKnown, long nowNs) {
        if (diskFailed || isClaiming()) {
            return;
        }
        long highest = Long.compareUnsigned(adopted.term(), highestKnown) > 0 ? adopted.term() : highestKnown;
        long term = rules.nextTerm(durableTerm, highest, !claimedBefore);
        claimedBefore = true;
        claimTerm = term;
        reason = why;
        claimCause = cause;
        if (why == AnnounceReason.RAISE) {
            counters.raises++;
        } else {
            counters.claims++;
        }
        if (!rules.waitsForDisk()) {
            take(nowNs);
        }
        port.persist(term);
    }

    /** That term is on the disk. */
    void persisted(long term, long nowNs) {
        if (Long.compareUnsigned(term, durableTerm) > 0) {
            durableTerm = term;
        }
        tellDurable();
        if (isClaiming() && claimTerm == term) {
            take(nowNs);
        }
    }

    /** Leads in the claimed term, unless somebody was quicker. */
    private void take(long nowNs) {
        var epoch = new Epoch(claimTerm, self);
        boolean may = state == LeaderState.CLAIMING || state == LeaderState.LEADING;
        if (!may || !rules.isAbove(epoch, adopted)) {
            giveUpClaim();
            return;
        }
        claimTerm = NO_TERM;
        if (leads()) {
            listener.stoppedLeading();
        }
        led(nowNs);
        adopted = epoch;
        told = false;
        move(LeaderState.LEADING, reason.name().toLowerCase(Locale.ROOT) + ": " + claimCause, nowNs);
        listener.adopted(epoch);
        tellDurable();
        listener.leading(epoch);
    }

    /** Obeys that epoch from now on. */
    void adopt(Epoch epoch, String cause, long nowNs) {
        if (leads()) {
            counters.demotions++;
            listener.stoppedLeading();
        }
        giveUpClaim();
        led(nowNs);
        adopted = epoch;
        told = false;
        move(diskFailed ? LeaderState.FENCED : LeaderState.FOLLOWER, cause, nowNs);
        listener.adopted(epoch);
        if (Long.compareUnsigned(epoch.term(), durableTerm) > 0 && !diskFailed) {
            port.persist(epoch.term());
        }
        tellDurable();
    }

    /** The leader is alive after all; true when that was in doubt. */
    boolean reassured(String cause, long nowNs) {
        boolean doubted = state == LeaderState.SUSPECTING || state == LeaderState.CLAIMING || is(LeaderState.JOINING);
        if (doubted) {
            giveUpClaim();
            unledSinceNs = LED;
            move(LeaderState.FOLLOWER, cause, nowNs);
        }
        return doubted;
    }

    /** Must not lead: time is not to be trusted, or the disk. */
    void fence(String cause, long nowNs) {
        boolean led = leads();
        giveUpClaim();
        move(LeaderState.FENCED, cause, nowNs);
        if (led) {
            counters.demotions++;
            listener.stoppedLeading();
        }
    }

    void diskFailed(long nowNs) {
        counters.diskFailures++;
        diskFailed = true;
        fence("the disk failed", nowNs);
    }

    /** The leader has not heard the acknowledgement. */
    void tellAgain() {
        told = false;
        tellDurable();
    }

    /** F2: persisted, and only then acknowledged. */
    private void tellDurable() {
        boolean durable = Long.compareUnsigned(adopted.term(), durableTerm) <= 0;
        if (durable && !told && !diskFailed && !adopted.equals(Epoch.NONE)) {
            told = true;
            listener.durable(adopted);
        }
    }
}
