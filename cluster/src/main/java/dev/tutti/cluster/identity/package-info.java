/**
 * Who a node is: an Ed25519 key that is made at the first start and never leaves the data folder.
 *
 * <p>The node's id is the hash of its public key, so whoever proves the key proves the id. On a connection the key is
 * shown as a certificate signed by itself, which is checked for nothing but the key: names and dates say nothing.
 */
@NullMarked
package dev.tutti.cluster.identity;

import org.jspecify.annotations.NullMarked;
