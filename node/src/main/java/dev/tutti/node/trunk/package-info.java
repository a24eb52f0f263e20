/**
 * Joins this node's rooms to those of the other nodes (docs/relay-topology.md).
 *
 * <p>{@link dev.tutti.node.trunk.NodeTrunk} stands between the media plane and the cluster: voice that a gate let pass leaves as
 * frames (on the media loop), frames of other nodes enter the rooms (on the thread of the datagrams), and who is in which
 * room goes from node to node over the links. One thread, "relay", chooses the ways that voice takes.
 */
@NullMarked
package dev.tutti.node.trunk;

import org.jspecify.annotations.NullMarked;
