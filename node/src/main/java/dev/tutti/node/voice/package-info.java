/**
 * Joins the floor to the media plane: what of a session's voice may be heard, and who may be in its room.
 *
 * <p>{@link dev.tutti.node.voice.FloorPolicy} answers the SFU from the floor's gates (no look-up, no lock per packet).
 * {@link dev.tutti.node.voice.SessionRooms} follows the log: a session gets a room, who leaves or is removed loses the
 * media at once, an ended session loses its room.
 */
@NullMarked
package dev.tutti.node.voice;

import org.jspecify.annotations.NullMarked;
