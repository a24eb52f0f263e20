/**
 * {@code ./dev bench floor}: from sending {@code floor.request} to receiving its decision, beside a WebSocket echo on the
 * same server stack, interleaved; and every grant checked for overlap with another.
 *
 * <p>One thread asks and waits, the WebSocket loop takes the time of what arrives. The floor's own thread is in the hub.
 */
@NullMarked
package dev.tutti.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
