/**
 * The floor: the leased right to speak in a channel (cluster.md section 6).
 *
 * <p>{@link dev.tutti.session.floor.FloorArbiter} is the leader's side: who is next. {@link
 * dev.tutti.session.floor.FloorIngress} is the side where the talker's client is attached: open requests, leases, and
 * the {@link dev.tutti.session.floor.FloorGate} that the media loop reads at each packet. Both are pure: messages and
 * time in, messages out; in one hub {@link dev.tutti.session.floor.FloorLoop} runs both on its one thread, in the
 * simulator a network lies between them. Nothing here waits for a disk; history is appended after the fact.
 */
@NullMarked
package dev.tutti.session.floor;

import org.jspecify.annotations.NullMarked;
