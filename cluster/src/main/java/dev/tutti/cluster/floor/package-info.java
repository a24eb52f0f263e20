/**
 * The floor of one session across nodes (docs/election-design.md, "The floor"; rules F2, F3, F9 to F11).
 *
 * <p>Every node has the session's ingress; whoever leads has its arbiter besides. {@link dev.tutti.cluster.floor.ClusterFloor}
 * carries requests to the leader and decisions back, has every epoch adopted and acknowledged, and lets a new leader grant
 * when all of its component have, or when the longest old lease must have run out. Owned by the election's thread.
 */
@NullMarked
package dev.tutti.cluster.floor;

import org.jspecify.annotations.NullMarked;
