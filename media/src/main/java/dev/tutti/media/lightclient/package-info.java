/**
 * A light WebRTC peer: controlling ICE, DTLS client, SRTP, and no decoding. The other end of the media plane for benchmarks
 * (a hundred listeners in a process of their own) and for system tests (senders that do what no browser would).
 *
 * <p>It lives in the main tree because other modules' benchmarks and tests need it; the hub itself never uses it. One
 * {@link dev.tutti.media.lightclient.LightClients} thread serves any number of clients, each with a socket of its own.
 */
@NullMarked
package dev.tutti.media.lightclient;

import org.jspecify.annotations.NullMarked;
