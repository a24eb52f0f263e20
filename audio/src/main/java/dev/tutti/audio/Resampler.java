package dev.tutti.audio;

import java.util.Arrays;

/**
 * One stream of samples at another rate: a windowed sinc in polyphase form, so that nothing above either half rate is left.
 * One thread.
 */
public final class Resampler {
    /** Zero crossings of the sinc to each side; the price of steeper edges is delay. */
    private static final int CROSSINGS = 16;
    /** Where the pass band ends, as a share of the lower half rate. */
    private static final double ROLL_OFF = 0.9;

    private static final double KAISER_BETA = 7;

    private final int up;
    private final int down;
    private final int taps;
    private final float[][] phases;
    private final float[] history;
    private int phase;
    private int skip;

    /** @param fromHz,toHz sampling rates in Hz, at most 192,000 */
    public Resampler(int fromHz, int toHz) {
        if (fromHz < 1 || toHz < 1 || fromHz > 192_000 || toHz > 192_000) {
            throw new IllegalArgumentException("no sampling rates: " + fromHz + ", " + toHz);
        }
        int common = gcd(fromHz, toHz);
        up = toHz / common;
        down = fromHz / common;
        double cutoff = ROLL_OFF * Math.min(1.0, (double) toHz / fromHz);
        taps = 2 * (int) Math.ceil(CROSSINGS / cutoff);
        phases = new float[up][taps];
        for (int p = 0; p < up; p++) {
            fill(phases[p], (double) p / up, cutoff);
        }
        history = new float[taps];
    }

    /** The weights of the last samples for an output that lies this far behind the newest one. */
    private void fill(float[] weights, double fraction, double cutoff) {
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double at = i - taps / 2.0 + 1 - fraction;
            double value = sinc(at * cutoff) * kaiser(at / (taps / 2.0));
            weights[i] = (float) value;
            sum += value;
        }
        for (int i = 0; i < taps; i++) {
            weights[i] /= (float) sum;
        }
    }

    /** The most samples that so many become. */
    public int most(int samples) {
        return (int) (((long) samples * up + down - 1) / down) + 1;
    }

    /**
     * Takes all samples and gives what has become of them and of those before.
     *
     * @param out from its beginning on; at least {@link #most} long
     * @return how many samples came out
     */
    public int resample(short[] in, int offset, int length, short[] out) {
        int written = 0;
        for (int i = 0; i < length; i++) {
            System.arraycopy(history, 1, history, 0, taps - 1);
            history[taps - 1] = in[offset + i];
            while (skip == 0) {
                out[written++] = value(phases[phase]);
                phase += down;
                skip = phase / up;
                phase %= up;
            }
            skip--;
        }
        return written;
    }

    private short value(float[] weights) {
        float sum = 0;
        for (int i = 0; i < taps; i++) {
            sum += weights[i] * history[i];
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Forgets what came before: the next sample begins a new stream. */
    public void reset() {
        Arrays.fill(history, 0);
        phase = 0;
        skip = 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function of order zero, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
