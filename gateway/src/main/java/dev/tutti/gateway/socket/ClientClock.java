package dev.tutti.gateway.socket;

import dev.tutti.gateway.http.Allowance;
import java.time.Instant;

/** What is due on one connection: pings, the end of its token, the rate of its frames. */
public final class ClientClock {
    private final ConnectionTimes times;
    private volatile long heardNs;
    private long pingedNs;
    private long pings;
    private volatile boolean warned;
    private volatile long askedNs = NOT_ASKED;
    private boolean silent;
    private final Allowance frames;
    private final Allowance probes;
    private final Allowance refusals;
    private long refused;

    /** What became of a frame that came in. */
    public enum Rate {
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
    private static final double REFUSALS_PER_S = 0.2;
    private static final double REFUSAL_BURST = 10;

    public ClientClock(ConnectionTimes times, long nowNs) {
        this.times = times;
        heardNs = nowNs;
        pingedNs = nowNs;
        frames = new Allowance(FRAMES_PER_S, BURST, nowNs);
        probes = new Allowance(PROBES_PER_S, PROBE_BURST, nowNs);
        refusals = new Allowance(REFUSALS_PER_S, REFUSAL_BURST, nowNs);
    }

    /** A frame arrived; called on the connection's receiving thread. */
    public Rate heard(long nowNs) {
        heardNs = nowNs;
        if (frames.take(nowNs)) {
            return Rate.FINE;
        }
        refused++;
        return refused > PATIENCE ? Rate.FLOOD : Rate.TOO_FAST;
    }

    /** Session time was asked for; false when too often. Called on the connection's receiving thread. */
    public boolean probed(long nowNs) {
        return probes.take(nowNs);
    }

    /** Whether the log should have the refusal of a frame; called on the connection's receiving thread. */
    public boolean refusalIsNews(long nowNs) {
        return refusals.take(nowNs);
    }

    /** A floor request came in; called on the connection's receiving thread. */
    public void asked(long nowNs) {
        askedNs = nowNs;
    }

    /** How long the first decision after a request took, or -1 when it was not the first; the floor's thread. */
    public long decidedNs(long nowNs) {
        long asked = askedNs;
        askedNs = NOT_ASKED;
        return asked == NOT_ASKED ? -1 : nowNs - asked;
    }

    public void refreshed() {
        warned = false;
    }

    public boolean isSilent(long nowNs) {
        return nowNs - heardNs > times.silence().toNanos();
    }

    /** True once, when nothing was heard for too long. */
    public boolean silenceDue(long nowNs) {
        if (silent || !isSilent(nowNs)) {
            return false;
        }
        silent = true;
        return true;
    }

    /** The number of the ping that is due, or 0. */
    public long pingDue(long nowNs) {
        if (nowNs - pingedNs < times.pingEvery().toNanos()) {
            return 0;
        }
        pingedNs = nowNs;
        return ++pings;
    }

    /** True once, when the token is about to end. */
    public boolean warnDue(Instant now, Instant expiresAt) {
        if (warned || now.isBefore(expiresAt.minus(times.warnBefore()))) {
            return false;
        }
        warned = true;
        return true;
    }
}
