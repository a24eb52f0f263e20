/**
 * Silent signals from whoever leads: at once, or at the start of a bar.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.cues;

import org.jspecify.annotations.NullMarked;
