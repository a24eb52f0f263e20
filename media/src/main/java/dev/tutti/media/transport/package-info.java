/**
 * The media loop: one platform thread that owns every socket and all per-packet state.
 *
 * <p>Datagram → first byte (RFC 7983) → STUN agent | DTLS connection | SRTP context → {@link dev.tutti.media.transport.PacketSink}.
 * A peer is found by the user fragment of its check and from then on by the address that the check validated; nothing else
 * that a stranger sends changes any state. Other threads reach the loop through its bounded mailbox only.
 */
@NullMarked
package dev.tutti.media.transport;

import org.jspecify.annotations.NullMarked;
