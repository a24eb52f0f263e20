/**
 * What a node's other parts may ask of the cluster: who leads and who is there ({@link dev.tutti.cluster.Leadership}), the
 * way to other nodes ({@link dev.tutti.cluster.Post}, {@link dev.tutti.cluster.Datagrams}) and what comes from them
 * ({@link dev.tutti.cluster.Mail}).
 *
 * <p>The election, the floor, the log and the relays stand in packages of their own; they meet here. Everything may be
 * called on any thread; listeners are called on the threads that each interface names, and must not block.
 */
@NullMarked
package dev.tutti.cluster;

import org.jspecify.annotations.NullMarked;
