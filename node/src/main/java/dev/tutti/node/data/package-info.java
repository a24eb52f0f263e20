/**
 * The data folder: one hub at a time, secrets only for their owner, and a file that tells scripts where the hub is.
 *
 * <p>{@code lock} (held while a hub runs), {@code hub.json} (while it runs), {@code secrets/}, {@code trust/},
 * {@code logs/}, and the journal's files.
 */
@NullMarked
package dev.tutti.node.data;

import org.jspecify.annotations.NullMarked;
