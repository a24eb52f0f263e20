/**
 * What holds for everybody: name, admission, discoverable, ducking, talk limit, the way of the voices.
 *
 * <p>Pure; called by the session's writer.
 */
@NullMarked
package dev.tutti.session.settings;

import org.jspecify.annotations.NullMarked;
