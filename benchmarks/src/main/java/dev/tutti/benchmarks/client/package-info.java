/**
 * Clients light enough that a hundred of them hardly weigh: WebSockets of one selector thread, LiveKit signalling (v0) over
 * them, and media peers that do ICE, DTLS and SRTP but decode nothing.
 *
 * <p>Threads: {@link dev.tutti.benchmarks.client.WebSocketLoop} owns one platform thread and calls the readers on it; media
 * callbacks come on the light client loop of the media module. Callers block.
 */
@NullMarked
package dev.tutti.benchmarks.client;

import org.jspecify.annotations.NullMarked;
