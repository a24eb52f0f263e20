package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import java.util.List;

/** What everybody in the session is told. */
public sealed interface FloorUpdate {
    ChannelId channelId();

    /** Starts or stops; {@code talkMs} is how long it was. */
    record Talk(ChannelId channelId, UserId userId, boolean talking, boolean priority, boolean emergency, long talkMs)
            implements FloorUpdate {}

    /** Who waits, first first. */
    record Line(ChannelId channelId, List<UserId> waiting) implements FloorUpdate {
        public Line {
            waiting = List.copyOf(waiting);
        }
    }
}
