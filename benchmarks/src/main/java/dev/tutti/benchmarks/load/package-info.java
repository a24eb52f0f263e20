/**
 * {@code ./dev bench load} and {@code ./dev soak}: logical participants, each with an event socket, LiveKit signalling and
 * media, who talk in bursts, leave, come back and vanish.
 *
 * <p>One virtual thread a participant; their sockets are read by the loops of the light clients.
 */
@NullMarked
package dev.tutti.benchmarks.load;

import org.jspecify.annotations.NullMarked;
