package dev.tutti.media.room;

import dev.tutti.media.ForwardingPolicy;
import java.util.function.Predicate;

/**
 * What a room is made with.
 *
 * @param emptyTimeoutS how long nobody need come, 0 for ever
 * @param departureTimeoutS how long it stays when the last one has left, 0 for ever
 * @param maxParticipants 0 for no limit but the hub's own
 * @param admission asked for every identity that joins or resumes, on any thread; must not block
 */
public record RoomSettings(
        int emptyTimeoutS,
        int departureTimeoutS,
        int maxParticipants,
        String metadata,
        ForwardingPolicy policy,
        Predicate<String> admission) {
    /** The most participants any room takes. */
    public static final int HARD_LIMIT = 2000;

    /** LiveKit's own defaults. */
    public static final RoomSettings PLAIN = new RoomSettings(300, 20, 0, "", ForwardingPolicy.OPEN, identity -> true);

    int limit() {
        return maxParticipants == 0 ? HARD_LIMIT : Math.min(maxParticipants, HARD_LIMIT);
    }
}
