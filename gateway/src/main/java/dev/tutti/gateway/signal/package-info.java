/**
 * LiveKit over HTTP: {@code /rtc*} as binary WebSockets and {@code /twirp/*} as POST, handed to media as they are.
 *
 * <p>A handshake is offered to {@link dev.tutti.media.signal.SignalAdapter} before the upgrade and refused with the
 * status it says. Frames come in on Jetty's thread of the connection and go out through an outbox.
 */
@NullMarked
package dev.tutti.gateway.signal;

import org.jspecify.annotations.NullMarked;
