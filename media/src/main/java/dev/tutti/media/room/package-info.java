/**
 * Rooms: who is in them, what they publish and hear, and the offers and answers that make it so.
 *
 * <p>Threads: each {@link dev.tutti.media.room.Room} has one {@link dev.tutti.media.room.RoomLoop}, a virtual thread that owns
 * every field of the room, its participants, tracks and connections. Everybody else posts to its bounded mailbox; nobody
 * waits for a room while holding a lock, and a room never calls another room. The media loop's callbacks are posted too.
 *
 * <p>Flow: signalling posts a request → {@link dev.tutti.media.room.Room} → the participant's intake (publishing) or
 * subscriptions (hearing) → {@code forward} on the media loop; answers and updates go out through a
 * {@link dev.tutti.media.room.ClientLink}.
 */
@NullMarked
package dev.tutti.media.room;

import org.jspecify.annotations.NullMarked;
