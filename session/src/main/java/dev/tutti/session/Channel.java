package dev.tutti.session;

import dev.tutti.foundation.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A talk group: who may talk, who may listen, and how; no talk limit of its own means the session's. */
public record Channel(
        ChannelId id,
        String name,
        ChannelMode mode,
        FloorOrder order,
        List<String> talk,
        List<String> listen,
        @Nullable Integer talkLimitS) {
    public Channel {
        talk = List.copyOf(talk);
        listen = List.copyOf(listen);
    }
}
