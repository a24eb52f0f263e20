package dev.tutti.cluster.membership;

/** What this node hears of one other directly, with the damping of links that come and go. */
final class Neighbor {
    private static final int UP_AFTER = 3;
    private static final int CALM_FACTOR = 6;
    /** How much one heartbeat weighs in the measured loss: about five seconds are remembered. */
    private static final double WEIGHT = 0.04;

    private static final double TOO_LOSSY = 0.3;
    private static final double GOOD_AGAIN = 0.15;
    /** Each tenth heartbeat is padded to the size of a full datagram; so many of these in a row may be lost. */
    private static final int PADDED_EVERY = 10;

    private static final int MAX_PADDED_LOST = 4;

    final long tag;
    private final ElectionTimes times;
    private long bootId;
    private long number;
    private int streak;
    private long heardAtNs;
    private boolean heard;
    private long upSinceNs;
    private long downUntilNs;
    private long dampNs;
    private double loss;
    private int paddedLost;
    private long askedNs;

    Neighbor(long tag, ElectionTimes times, long nowNs) {
        this.tag = tag;
        this.times = times;
        heardAtNs = nowNs;
        downUntilNs = nowNs;
        askedNs = nowNs;
    }

    /** Whether I say that I hear it. */
    boolean isHeard() {
        return heard;
    }

    /** A heartbeat came on the direct way; what is not newer is no sign of life. */
    void heartbeat(long boot, long newNumber, long nowNs) {
        if (boot < bootId || (boot == bootId && newNumber <= number)) {
            return;
        }
        if (boot == bootId && streak > 0) {
            measureLoss(newNumber - number - 1);
        } else if (boot != bootId) {
            bootId = boot;
            loss = 0;
            paddedLost = 0;
            streak = 0;
        }
        boolean padded = newNumber % PADDED_EVERY == 0;
        paddedLost = padded ? 0 : paddedLost;
        number = newNumber;
        heardAtNs = nowNs;
        streak++;
        boolean lossy = loss > (heard ? TOO_LOSSY : GOOD_AGAIN) || paddedLost >= MAX_PADDED_LOST;
        if (heard && lossy) {
            down(nowNs);
        } else if (!heard && !lossy && streak >= UP_AFTER && nowNs - downUntilNs >= 0) {
            heard = true;
            upSinceNs = nowNs;
        }
    }

    /** One heartbeat came and so many before it did not; an outage as long as a silence is damped instead. */
    private void measureLoss(long missed) {
        if (missed * times.heartbeatNs() >= times.silenceNs()) {
            return;
        }
        for (long i = 0; i < missed; i++) {
            loss += WEIGHT * (1 - loss);
            paddedLost += (number + 1 + i) % PADDED_EVERY == 0 ? 1 : 0;
        }
        loss -= WEIGHT * loss;
    }

    /** It answered a question, so it is there, whatever became of its heartbeats. */
    void answered(long nowNs) {
        if (streak > 0) {
            heardAtNs = nowNs;
        }
    }

    /** Whether to ask it, before its silence is believed. */
    boolean isToBeAsked(long nowNs) {
        boolean due =
                heard && nowNs - heardAtNs >= times.silenceNs() * 3 / 5 && nowNs - askedNs >= times.silenceNs() / 20;
        if (due) {
            askedNs = nowNs;
        }
        return due;
    }

    /** Notices silence; true when the link just went down. */
    boolean doWork(long nowNs) {
        if (nowNs - heardAtNs < times.silenceNs()) {
            return false;
        }
        boolean went = heard;
        down(nowNs);
        return went;
    }

    /** Silent, closed or lossy. */
    void down(long nowNs) {
        streak = 0;
        if (!heard) {
            return;
        }
        heard = false;
        boolean calm = dampNs == 0 || nowNs - upSinceNs >= CALM_FACTOR * times.dampMaxNs();
        dampNs = calm ? times.dampMinNs() : Math.min(times.dampMaxNs(), 2 * dampNs);
        downUntilNs = nowNs + dampNs;
    }

    /** Nobody listened for a while: the silence was mine. */
    void forgive(long nowNs) {
        heardAtNs = nowNs;
        streak = 0;
    }
}
