/**
 * The songs of a session: their order, what is played otherwise this time, and which one is current.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.setlist;

import org.jspecify.annotations.NullMarked;
