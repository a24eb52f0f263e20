/**
 * Sessions over REST: commands in, views out.
 *
 * <p>A handler turns a body into a {@link dev.tutti.session.Command}, submits it to the session's writer under the
 * caller's Idempotency-Key, waits until it is on the disk, and answers with a view of the state. Whether a role may do
 * it is decided by the session; a refusal becomes the one shape of errors. Handlers run on virtual threads.
 */
@NullMarked
package dev.tutti.gateway.sessions;

import org.jspecify.annotations.NullMarked;
