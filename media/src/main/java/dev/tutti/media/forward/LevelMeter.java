package dev.tutti.media.forward;

/** Smooths the audio levels that packets carry (RFC 6464) into one loudness; written by the loop, read by any thread. */
final class LevelMeter {
    private static final double SMOOTHING = 0.2;
    private static final long FORGET_NS = 400_000_000L;
    static final int SILENCE = 127;
    private static final double[] AMPLITUDE = new double[SILENCE + 1];

    static {
        for (int i = 0; i < SILENCE; i++) {
            AMPLITUDE[i] = Math.pow(10, -i / 20.0);
        }
    }

    private double smoothed;
    private long lastNs;
    private volatile double loudness;

    /** @param level the level below the loudest possible, in dB, 0 to 127 */
    void level(int level, long nowNs) {
        smoothed += SMOOTHING * (AMPLITUDE[level & SILENCE] - smoothed);
        lastNs = nowNs;
        loudness = smoothed;
    }

    /** Nothing forwarded lately is silence. */
    void tick(long nowNs) {
        if (smoothed > 0 && nowNs - lastNs > FORGET_NS) {
            smoothed = 0;
            loudness = 0;
        }
    }

    double loudness() {
        return loudness;
    }
}
