/**
 * Talk groups: made, changed, deleted by whoever may manage channels.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.channels;

import org.jspecify.annotations.NullMarked;
