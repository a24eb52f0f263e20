/**
 * How a session begins and ends.
 *
 * <p>Pure; called by the session's writer, and for the beginning by the registry of sessions.
 */
@NullMarked
package dev.tutti.session.lifecycle;

import org.jspecify.annotations.NullMarked;
