package dev.tutti.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Runs many seeds, each in one thread, several at a time. */
final class Seeds {
    private Seeds() {}

    static LongStream from(long first, long last) {
        return LongStream.rangeClosed(first, last);
    }

    /** What each was, by seed. */
    static <T> Map<Long, T> run(LongStream seeds, LongFunction<T> world) {
        return seeds.distinct()
                .parallel()
                .boxed()
                .collect(Collectors.toMap(
                        Function.identity(), world::apply, (one, other) -> one, () -> new TreeMap<Long, T>()));
    }

    /** A failing seed stands in each line. */
    static <T> List<String> violations(Map<Long, T> outcomes, Function<T, List<String>> violations) {
        return outcomes.entrySet().stream()
                .flatMap(run -> violations.apply(run.getValue()).stream().map(v -> "seed " + run.getKey() + ": " + v))
                .toList();
    }
}
