/**
 * A node's part in the cluster, on the floor's thread (docs/election-design.md).
 *
 * <p>{@link dev.tutti.cluster.engine.ClusterEngine} drives {@link dev.tutti.cluster.membership.Election} and a
 * {@link dev.tutti.cluster.floor.ClusterFloor} for each session in the turns of the floor's loop, so that whoever grants is
 * whoever beats: a stuck floor is silent. Messages come in on the threads of links and datagrams and are posted to the
 * loop; terms go to the disk on a thread of their own and come back as a message. Others see
 * {@link dev.tutti.cluster.Leadership} and {@link dev.tutti.cluster.engine.ClusterView}, snapshots of the last turn.
 */
@NullMarked
package dev.tutti.cluster.engine;

import org.jspecify.annotations.NullMarked;
