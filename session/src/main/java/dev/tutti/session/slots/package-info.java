/**
 * Places of a session and who fills them: assigned, released, claimed; for the whole session or for one song.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.slots;

import org.jspecify.annotations.NullMarked;
