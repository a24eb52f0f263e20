package dev.tutti.audio;

/** Test tones, and how much of one is in some samples. */
final class Tone {
    private Tone() {}

    static short[] of(double hz, int rateHz, int samples, double amplitude) {
        var tone = new short[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (short) Math.round(amplitude * Short.MAX_VALUE * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return tone;
    }

    /** The amplitude of that tone in the samples, 0 to 1 (Goertzel's algorithm). */
    static double amplitude(double hz, int rateHz, short[] samples, int from, int to) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hz / rateHz);
        double before = 0;
        double last = 0;
        for (int i = from; i < to; i++) {
            double now = samples[i] / (double) Short.MAX_VALUE + coefficient * last - before;
            before = last;
            last = now;
        }
        double power = before * before + last * last - coefficient * before * last;
        return 2 * Math.sqrt(Math.max(0, power)) / (to - from);
    }

    /** Everything that is in the samples, as the amplitude of a tone as loud. */
    static double total(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(2 * sum / (to - from)) / Short.MAX_VALUE;
    }
}
