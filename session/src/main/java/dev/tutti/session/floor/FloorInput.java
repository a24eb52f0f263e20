package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients want of the floor; {@link FloorLoop#post} takes it. */
public sealed interface FloorInput {
    SessionId sessionId();

    record Ask(SessionId sessionId, FloorAsk ask) implements FloorInput {}

    /** The button of a request in line went down or up. */
    record Hold(SessionId sessionId, long connection, String requestId, boolean holding) implements FloorInput {}

    record Renew(SessionId sessionId, long connection, String leaseId) implements FloorInput {}

    /** By lease or by request, whichever the client knows. */
    record Release(
            SessionId sessionId,
            long connection,
            @Nullable String leaseId,
            @Nullable String requestId) implements FloorInput {}

    /** Hears only these from now on. */
    record Listen(SessionId sessionId, UserId userId, Set<ChannelId> channels) implements FloorInput {
        public Listen {
            channels = Set.copyOf(channels);
        }
    }

    /** A host stops whoever talks there. */
    record Revoke(SessionId sessionId, UserId by, ChannelId channelId) implements FloorInput {}

    /** An SDK that knows no floor muted or unmuted; {@code closed} when the track is gone. */
    record Mute(SessionId sessionId, UserId userId, String trackSid, boolean muted, boolean closed)
            implements FloorInput {}

    /** A voice or an ear is new here. */
    record Refresh(SessionId sessionId, UserId userId) implements FloorInput {}

    /** Something for the floor's thread that concerns no session's clients. */
    record Work(Runnable work) implements FloorInput {
        private static final SessionId NONE = new SessionId("-");

        @Override
        public SessionId sessionId() {
            return NONE;
        }
    }
}
