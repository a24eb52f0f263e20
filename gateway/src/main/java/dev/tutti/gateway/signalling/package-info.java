/**
 * Peers of a session find each other here and pass on what WebRTC needs, so that they connect directly (requirement 003).
 *
 * <p>{@link dev.tutti.gateway.signalling.PeerRegistry} knows who is registered, by session; any thread. A peer speaks the
 * frames {@code peer.*} of {@code /ws}, or 003's own flat JSON on {@code /signal} and on the signalling port:
 * {@link dev.tutti.gateway.signalling.FlatFrames} translates, {@link dev.tutti.gateway.signalling.PeerSocketAdapter} is the
 * door. The hub forwards and never reads what peers say to each other.
 */
@NullMarked
package dev.tutti.gateway.signalling;

import org.jspecify.annotations.NullMarked;
