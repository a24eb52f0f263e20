package dev.tutti.media;

import java.util.List;

/**
 * What happens in the rooms, told to the hub.
 *
 * <p>Threads: called on the room's thread, in order for each room; must not block and must not wait for the same room.
 */
public interface MediaListener {
    /** The participant's connection is up: media can flow. */
    default void joined(String room, String identity) {}

    /** The participant is gone, by itself, by being removed, or because its connection did not come back. */
    default void left(String room, String identity) {}

    default void trackPublished(TrackPublication publication, boolean muted) {}

    default void trackUnpublished(TrackPublication publication) {}

    /** A change in who is heard; {@code level} from 0 to 1. */
    default void speaking(String room, List<Speaker> changed) {}

    /** One speaker's new state. */
    record Speaker(String identity, boolean active, float level) {}
}
