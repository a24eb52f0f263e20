/**
 * Protocol v1 of the push-to-talk apps in the field: length-prefixed frames on TCP, PCM or text (docs/protocol-compatibility.md).
 *
 * <p>Flow: bytes of a connection go into {@link dev.tutti.wire.v1.V1Decoder}, which gives
 * {@link dev.tutti.wire.v1.V1Message}s until the peer breaks the framing; then the connection is closed, never
 * resynchronised. {@link dev.tutti.wire.v1.V1Encoder} is the other way.
 *
 * <p>Threads: one decoder a connection, owned by its reader. What a message may do is the node's business: a v1 peer is a
 * guest, and its TAKEN is a wish.
 */
@NullMarked
package dev.tutti.wire.v1;

import org.jspecify.annotations.NullMarked;
