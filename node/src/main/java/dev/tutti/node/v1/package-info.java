/**
 * Protocol v1 at a node: push-to-talk apps of the field are guests in one configured channel (docs/protocol-compatibility.md).
 *
 * <p>{@link dev.tutti.node.v1.V1Door} listens and follows the session that has the channel; each app is a
 * {@link dev.tutti.node.v1.V1Peer}, which asks at the session's door like anybody, and for the floor like anybody, but never
 * waits in its line. {@link dev.tutti.node.v1.V1Floor} brings the floor's word, {@link dev.tutti.node.v1.V1Voice} turns PCM
 * into the room's Opus and back.
 *
 * <p>Threads: a reader and a writer a peer (virtual), one clock, one thread that decodes. Nothing here runs unless configured.
 */
@NullMarked
package dev.tutti.node.v1;

import org.jspecify.annotations.NullMarked;
