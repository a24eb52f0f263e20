package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/**
 * Remembers who talked. Called on the floor's thread after the fact: return at once, never block, never throw. The
 * fence names the event, so saying it twice is saying it once (F14).
 */
public interface FloorHistory {
    /** A grant of which history hears. */
    record Talk(SessionId sessionId, ChannelId channelId, Fence fence, UserId userId, boolean emergency) {}

    void granted(Talk talk);

    void released(Talk talk, long talkMs, String reason);

    FloorHistory NONE = new FloorHistory() {
        @Override
        public void granted(Talk talk) {}

        @Override
        public void released(Talk talk, long talkMs, String reason) {}
    };
}
