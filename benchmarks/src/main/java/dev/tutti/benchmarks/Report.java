package dev.tutti.benchmarks;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark says: lines for people as it goes, and one JSON object as its last line. */
public final class Report {
    private static final int DECIMALS = 3;

    private final PrintStream out;
    private final Map<String, @Nullable Object> result = new LinkedHashMap<>();

    public Report(PrintStream out) {
        this.out = out;
    }

    public static Report toStandardOutput() {
        return new Report(new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation lives in a library that nothing else here needs
    public void say(String format, @Nullable Object... args) {
        out.println(args.length == 0 ? format : format.formatted(args));
    }

    public Report put(String key, double value) {
        result.put(key, rounded(value));
        return this;
    }

    public Report put(String key, Map<String, Double> values) {
        var rounded = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> rounded.put(name, rounded(value)));
        result.put(key, rounded);
        return this;
    }

    /** Adds {@code key: {"p50": …, "p99": …}} for the percentiles asked for. */
    public Report put(String key, Samples samples, int... percents) {
        var values = new LinkedHashMap<String, Double>();
        for (int percent : percents) {
            values.put("p" + percent, samples.percentile(percent));
        }
        return put(key, values);
    }

    /** Adds an object that was put together in a report of its own. */
    public Report put(String key, Report inner) {
        result.put(key, inner.result);
        return this;
    }

    /** A report for {@link #put(String, Report)}: says its lines in the same place. */
    public Report inner() {
        return new Report(out);
    }

    /** What was put under that key; null when nothing was, or it was not measured. */
    public @Nullable Object value(String key) {
        return result.get(key);
    }

    /** The last line. */
    public void finish() {
        out.println(JsonMapper.shared().writeValueAsString(result));
        out.flush();
    }

    /** What was not measured is null in the JSON, never a made-up number. */
    private static @Nullable Object rounded(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        var decimal = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return decimal.scale() <= 0 ? (Object) decimal.longValueExact() : decimal;
    }
}
