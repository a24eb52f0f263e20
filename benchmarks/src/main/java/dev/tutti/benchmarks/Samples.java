package dev.tutti.benchmarks;

import java.util.Arrays;

/** Measured values and their percentiles (nearest rank); not thread-safe. */
public final class Samples {
    private static final double NS_PER_MS = 1e6;

    private double[] values = new double[1024];
    private int count;

    public static Samples of(double... values) {
        var samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }

    public void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    public void addNsAsMs(long ns) {
        add(ns / NS_PER_MS);
    }

    public void addAll(Samples other) {
        for (int i = 0; i < other.count; i++) {
            add(other.values[i]);
        }
    }

    public int count() {
        return count;
    }

    /** The value that was added as number {@code index}, from 0. */
    public double at(int index) {
        return values[java.util.Objects.checkIndex(index, count)];
    }

    public double median() {
        return percentile(50);
    }

    /** The smallest value that {@code percent} per cent of all values do not exceed; NaN when there are none. */
    public double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.clamp(rank - 1, 0, count - 1)];
    }

    public double max() {
        return percentile(100);
    }

    public double mean() {
        return Arrays.stream(values, 0, count).average().orElse(Double.NaN);
    }
}
