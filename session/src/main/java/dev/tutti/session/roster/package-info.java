/**
 * Who is in the session: join, approve, refuse, remove, leave, role, name.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.roster;

import org.jspecify.annotations.NullMarked;
