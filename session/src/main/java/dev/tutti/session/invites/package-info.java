/**
 * The doors of the session: invites with role, expiry and uses; the join code and its rotation.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.invites;

import org.jspecify.annotations.NullMarked;
