package dev.tutti.node.voice;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.LongTable;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.SessionState;
import dev.tutti.wire.ChannelTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags that stand for a session's channels between nodes; never changed, replaced as a whole. */
final class ChannelTags {
    static final ChannelTags NONE = new ChannelTags(new SessionId("-"), List.of());

    private final List<ChannelId> channels;
    private final Map<ChannelId, ChannelTag> byId = new HashMap<>();
    private final LongTable<ChannelId> byTag;

    private ChannelTags(SessionId session, List<ChannelId> channels) {
        this.channels = channels;
        byTag = new LongTable<>(Math.max(1, channels.size()));
        for (ChannelId id : channels) {
            var tag = ChannelTag.of(session, id);
            byId.put(id, tag);
            byTag.put(tag.value(), id);
        }
    }

    /** These, or new ones when the session's channels are others. */
    ChannelTags of(SessionState state) {
        var now = state.channels().all().stream().map(channel -> channel.id()).toList();
        return now.equals(channels) ? this : new ChannelTags(state.id(), now);
    }

    ChannelTag tag(ChannelId id) {
        return byId.getOrDefault(id, ChannelTag.NONE);
    }

    @Nullable ChannelId channel(long tag) {
        return byTag.find(tag);
    }
}
