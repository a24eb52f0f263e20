/**
 * Connections between nodes: TLS 1.3, both ends proven by their node keys, protocol v2 envelopes inside.
 *
 * <p>Flow: {@link dev.tutti.cluster.link.Links} listens and dials; a {@code SecureChannel} is a connection whose peer has
 * proven its key; the {@code Greeting} exchanges HELLO and asks for admission, the stranger's only two messages; then the
 * {@code Link} runs, one per pair of nodes.
 *
 * <p>Threads: virtual ones, blocking: one accepts, one dials per known node, two per link (reads, writes). What arrives is
 * told to the {@link dev.tutti.cluster.link.LinkListener} on the link's reading thread.
 */
@NullMarked
package dev.tutti.cluster.link;

import org.jspecify.annotations.NullMarked;
