/**
 * Who is reachable, and who leads (docs/election-design.md; rules E1 to E12).
 *
 * <p>{@link dev.tutti.cluster.membership.Election} is a state machine without threads, clocks or randomness of its own:
 * messages of authenticated peers, links that go up and down, and {@code doWork(nowNs, wallMs)} come in; messages, terms
 * to persist, leadership and lines of the election's history go out through small ports. {@code Topology} keeps the graph
 * of links that both ends report, {@code Confirmation} asks whether anybody hears the leader, {@code Rivalry} settles
 * between leaders that meet, {@code Succession} moves leadership to a better rank in calm. One owner thread, the one that
 * grants the floor.
 */
@NullMarked
package dev.tutti.cluster.membership;

import org.jspecify.annotations.NullMarked;
