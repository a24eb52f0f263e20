/**
 * Webhooks as LiveKit sends them: what happens in rooms, posted as JSON to the configured addresses and to no others.
 *
 * <p>Rooms hand events over on their own threads and never wait; a bounded queue for each receiver is emptied by one virtual
 * thread, so that a room's events arrive in order; a receiver that does not answer is tried again, then the event is dropped.
 */
@NullMarked
package dev.tutti.media.webhook;

import org.jspecify.annotations.NullMarked;
