/**
 * {@code ./dev bench voice}: what people hear. Browsers and LiveKit's native SDK are driven by the scripts in
 * {@code benchmarks/browser}; the hub's own share and its CPU come from the light clients of the forward benchmark.
 */
@NullMarked
package dev.tutti.benchmarks.voice;

import org.jspecify.annotations.NullMarked;
