/**
 * Runs the production floor and session writer on virtual time, under one seed, with a network that delays, loses,
 * doubles and reorders, and a disk that tears, fills and fails.
 *
 * <p>One thread. {@link dev.tutti.simulator.FloorWorld} holds a leader, ingresses with clocks that drift and machines
 * that sleep and restart, and people who press; {@link dev.tutti.simulator.LogWorld} holds a writer, its disk, and
 * clients that repeat themselves; {@link dev.tutti.simulator.ClusterWorld} holds nodes with the production election,
 * whose messages travel as bytes of protocol v2 over a {@code Lan} of one-way cuts, chains and partitions. Checkers
 * stand outside and look only at what came out. Planted bugs show that each checker notices. The same seed gives the
 * same trace hash.
 */
@NullMarked
package dev.tutti.simulator;

import org.jspecify.annotations.NullMarked;
