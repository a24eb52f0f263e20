/**
 * LiveKit signalling: what a client says and hears over its WebSocket, without the WebSocket.
 *
 * <p>Flow: the gateway hands a {@link dev.tutti.media.signal.SignalHandshake} to
 * {@link dev.tutti.media.signal.SignalAdapter#open} before it upgrades; refusals are decided there. Afterwards every
 * binary frame goes to {@link dev.tutti.media.signal.SignalConnection#onBinary}, and what the hub says goes out through
 * the {@link dev.tutti.media.signal.SignalSink}. A connection is called from the gateway's thread for it; it only decodes and
 * posts to the room's mailbox, and never blocks.
 */
@NullMarked
package dev.tutti.media.signal;

import org.jspecify.annotations.NullMarked;
