/**
 * This node among the others: its key, the door, the links, discovery, and what all nodes of the hub share.
 *
 * <p>Flow: {@link dev.tutti.node.cluster.NodeCluster} opens the books before the rest of the hub, which serves with the
 * credentials in them, and listens once the hub serves. Credentials that come over a link are put into use through
 * {@link dev.tutti.node.cluster.CredentialUse} at once.
 */
@NullMarked
package dev.tutti.node.cluster;

import org.jspecify.annotations.NullMarked;
