package dev.tutti.gateway.events;

import java.time.Instant;

/** What is due on one connection: pings, the end of its token, the rate of its frames. */
final class ClientClock {
    private final ConnectionTimes times;
    private volatile long heardNs;
    private long pingedNs;
    private long pings;
    private volatile boolean warned;
    private volatile long askedNs = NOT_ASKED;
    private boolean silent;
    private double allowance;
    private long allowedNs;
    private long refused;
    private double probeAllowance = PROBE_BURST;
    private long probedNs;

    /** What became of a frame that came in. */
    enum Rate {
        FINE,
        TOO_FAST,
        /** Too fast, and going on. */
        FLOOD
    }

    private static final long NOT_ASKED = Long.MIN_VALUE;
    private static final double FRAMES_PER_S = 100;
    private static final double BURST = 200;
    private static final long PATIENCE = 2000;
    private static final double PROBES_PER_S = 20;
    private static final double PROBE_BURST = 40;

    ClientClock(ConnectionTimes times, long nowNs) {
        this.times = times;
        heardNs = nowNs;
        pingedNs = nowNs;
        allowance = BURST;
        allowedNs = nowNs;
        probedNs = nowNs;
    }

    /** A frame arrived; called on the connection's receiving thread. */
    Rate heard(long nowNs) {
        heardNs = nowNs;
        allowance = Math.min(BURST, allowance + (nowNs - allowedNs) / 1e9 * FRAMES_PER_S);
        allowedNs = nowNs;
        if (allowance >= 1) {
            allowance -= 1;
            return Rate.FINE;
        }
        refused++;
        return refused > PATIENCE ? Rate.FLOOD : Rate.TOO_FAST;
    }

    /** Session time was asked for; false when too often. Called on the connection's receiving thread. */
    boolean probed(long nowNs) {
        probeAllowance = Math.min(PROBE_BURST, probeAllowance + (nowNs - probedNs) / 1e9 * PROBES_PER_S);
        probedNs = nowNs;
        if (probeAllowance < 1) {
            return false;
        }
        probeAllowance -= 1;
        return true;
    }

    /** A floor request came in; called on the connection's receiving thread. */
    void asked(long nowNs) {
        askedNs = nowNs;
    }

    /** How long the first decision after a request took, or -1 when it was not the first; the floor's thread. */
    long decidedNs(long nowNs) {
        long asked = askedNs;
        askedNs = NOT_ASKED;
        return asked == NOT_ASKED ? -1 : nowNs - asked;
    }

    void refreshed() {
        warned = false;
    }

    boolean isSilent(long nowNs) {
        return nowNs - heardNs > times.silence().toNanos();
    }

    /** True once, when nothing was heard for too long. */
    boolean silenceDue(long nowNs) {
        if (silent || !isSilent(nowNs)) {
            return false;
        }
        silent = true;
        return true;
    }

    /** The number of the ping that is due, or 0. */
    long pingDue(long nowNs) {
        if (nowNs - pingedNs < times.pingEvery().toNanos()) {
            return 0;
        }
        pingedNs = nowNs;
        return ++pings;
    }

    /** True once, when the token is about to end. */
    boolean warnDue(Instant now, Instant expiresAt) {
        if (warned || now.isBefore(expiresAt.minus(times.warnBefore()))) {
            return false;
        }
        warned = true;
        return true;
    }
}
