package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who talks and who waits in a session, as it was a moment ago; for snapshots. */
public record FloorView(List<ChannelView> channels) {
    public static final FloorView EMPTY = new FloorView(List.of());

    public FloorView {
        channels = List.copyOf(channels);
    }

    /** One channel of it. */
    public record ChannelView(ChannelId channelId, @Nullable Talker talker, List<UserId> waiting) {
        public ChannelView {
            waiting = List.copyOf(waiting);
        }
    }

    /** Who talks, since when on the hub's monotonic clock. */
    public record Talker(UserId userId, long sinceNs, boolean priority, boolean emergency) {}
}
