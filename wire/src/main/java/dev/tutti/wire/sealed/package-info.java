/**
 * Datagrams between two nodes, sealed with keys from their reliable connection: AES-128-GCM, an explicit counter, a
 * replay window, keys that move on by themselves (docs/protocol-v2.md, "Sealed datagrams").
 *
 * <p>Flow: both ends give the 32-byte secret that TLS exported to {@link dev.tutti.wire.sealed.SealedLink}; each message
 * goes through its sender into a datagram, and each datagram through its receiver back, or is refused, counted and
 * forgotten. An address is never believed: which link a datagram belongs to stands in it, and the tag proves it.
 *
 * <p>Threads: a sender and a receiver belong to one thread each, counts may be read by any. Neither allocates per packet,
 * but for the new keys after some 16 million.
 */
@NullMarked
package dev.tutti.wire.sealed;

import org.jspecify.annotations.NullMarked;
