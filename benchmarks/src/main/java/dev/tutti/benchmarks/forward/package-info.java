/**
 * {@code ./dev bench forward}: server CPU per delivered packet, one talker at 50 packets a second and 10, 50 or 100
 * listeners, in the hub and in a minimal C relay, in alternating windows of one run.
 *
 * <p>Threads: the pacer sends from the calling thread, all media listeners share the light client loop, all plain listeners
 * one selector thread, so that both arms wake the same number of threads.
 */
@NullMarked
package dev.tutti.benchmarks.forward;

import org.jspecify.annotations.NullMarked;
