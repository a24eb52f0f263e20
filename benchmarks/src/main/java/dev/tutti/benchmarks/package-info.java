/**
 * The benchmarks of a running hub: {@code ./dev bench NAME} starts {@code ./tutti up} as its own process, measures it from
 * outside with real clients, prints its method and, as the last line, one JSON object.
 *
 * <p>The machine is noisy: arms are interleaved in one run, medians and per-round ratios are quoted, and CPU is read from
 * the scheduler. Times are from {@link dev.tutti.foundation.NanoClock}.
 */
@NullMarked
package dev.tutti.benchmarks;

import org.jspecify.annotations.NullMarked;
