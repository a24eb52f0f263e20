/**
 * The embedded SFU. This package holds the port it declares to the rest of the hub: {@link dev.tutti.media.ForwardingPolicy}
 * decides whose audio is heard.
 *
 * <p>Flow of a packet: {@code transport} (socket, demultiplexing) → {@code ice} or {@code dtls} or {@code srtp} →
 * {@code forward} (gate, pre-roll, rewriting) → {@code srtp} → socket, all on the one media loop thread. Signalling lives
 * in {@code sdp}, {@code signal}, {@code room} and {@code twirp} on its own threads and reaches the loop by its mailbox.
 */
@NullMarked
package dev.tutti.media;

import org.jspecify.annotations.NullMarked;
