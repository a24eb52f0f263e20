/**
 * Commands that ask a running hub on this machine, as whoever may read its data folder: {@code nodes},
 * {@code invite-node}, {@code admit}, {@code remove-node}. Where the hub is stands in {@code hub.json}, and what opens its
 * door in the folder's secrets.
 */
@NullMarked
package dev.tutti.node.console;

import org.jspecify.annotations.NullMarked;
