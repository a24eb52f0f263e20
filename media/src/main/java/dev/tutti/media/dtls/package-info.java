/**
 * DTLS 1.2 with use_srtp (RFC 5764) over Bouncy Castle: the handshake that proves the peer's certificate and yields the SRTP
 * keys.
 *
 * <p>Each connection has one virtual thread, because the library blocks; the media loop feeds it datagrams through a bounded
 * queue and never waits for it. Only addresses that ICE has validated reach this package.
 */
@NullMarked
package dev.tutti.media.dtls;

import org.jspecify.annotations.NullMarked;
