/**
 * STUN (RFC 8489) and the lite side of ICE (RFC 8445 section 2.5): answers the peer's connectivity checks and learns from
 * them, and from nothing else, where the peer is.
 *
 * <p>Pure state machines without sockets or threads: bytes and the time come in as arguments, on the media loop.
 */
@NullMarked
package dev.tutti.media.ice;

import org.jspecify.annotations.NullMarked;
