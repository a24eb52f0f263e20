package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.Report;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of several runs side by side, for people. */
final class LoadTable {
    private static final List<String> COLUMNS = List.of(
            "floor_ms",
            "voice_ms",
            "lost_pct",
            "gaps_per_30_s",
            "reconnect_ms",
            "storm_ms",
            "hub_cpu_pct",
            "memory_mb",
            "kb_per_s_per_participant",
            "conflicts",
            "failures");

    private LoadTable() {}

    /** One run. */
    record Row(String profile, int participants, Report figures) {}

    static void print(Report report, List<Row> rows) {
        report.say("");
        var head = new StringBuilder("%-5s %5s".formatted("wire", "size"));
        COLUMNS.forEach(column -> head.append(" %14s".formatted(shortened(column))));
        report.say(head.toString());
        for (Row row : rows) {
            var line = new StringBuilder("%-5s %5d".formatted(row.profile, row.participants));
            COLUMNS.forEach(column -> line.append(" %14s".formatted(shown(row.figures.value(column)))));
            report.say(line.toString());
        }
    }

    private static String shortened(String column) {
        return column.replace("kb_per_s_per_participant", "kB/s each").replace("gaps_per_30_s", "gaps/30 s");
    }

    /** Percentiles as "p50 / p95". */
    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Map<?, ?> percentiles ->
                String.join(
                        " / ",
                        percentiles.values().stream().map(LoadTable::shown).toList());
            case Number number -> String.format(Locale.ROOT, "%.1f", number.doubleValue());
            default -> value.toString();
        };
    }
}
