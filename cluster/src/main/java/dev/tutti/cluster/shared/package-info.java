/**
 * What every node of a cluster has: who its members are, and the credentials with which any of them serves any client,
 * so that a client moves from node to node without a new warning or login.
 *
 * <p>The hub writes the credentials, each time with a higher revision; the others keep the highest they have seen, on
 * disk before use. A node that joins gives its own up. Whoever holds them can pass for the hub: they go to admitted nodes
 * only, inside an authenticated link.
 */
@NullMarked
package dev.tutti.cluster.shared;

import org.jspecify.annotations.NullMarked;
