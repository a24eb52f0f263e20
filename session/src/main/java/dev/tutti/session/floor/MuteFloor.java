package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.SessionState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The floor for SDKs that know none: unmuting asks for it, muting gives it back, a denial or a revocation mutes them.
 * The floor's thread only.
 */
final class MuteFloor {
    /** Its connections are negative, those of clients positive. */
    private static final long FIRST = -1;

    private static final int MAX_TRACKS = 4_096;

    private final MutePort port;
    private final Map<String, Track> tracks = new HashMap<>();
    private final Map<Long, Track> byConnection = new HashMap<>();
    private long next = FIRST;

    private record Track(SessionId sessionId, UserId userId, String sid, long connection) {}

    MuteFloor(MutePort port) {
        this.port = port;
    }

    void changed(FloorInput.Mute mute, SessionState state, FloorIngress ingress, long nowNs) {
        String key = mute.sessionId() + "/" + mute.userId() + "/" + mute.trackSid();
        Track track = tracks.get(key);
        if (mute.muted() || mute.closed()) {
            if (track != null) {
                forget(key, track);
                ingress.disconnected(track.connection());
            }
            return;
        }
        if (track != null) {
            return;
        }
        Optional<Channel> channel = channel(state, mute.userId());
        if (channel.isEmpty() || tracks.size() >= MAX_TRACKS) {
            muteUnlessOpen(state, mute);
            return;
        }
        var unmuted = new Track(mute.sessionId(), mute.userId(), mute.trackSid(), next--);
        tracks.put(key, unmuted);
        byConnection.put(unmuted.connection(), unmuted);
        var ask = new FloorAsk(
                mute.userId(), channel.get().id(), unmuted.connection(), key, true, false, false, mute.trackSid());
        ingress.ask(ask, nowNs);
    }

    /** True when that connection is one of these; a no is then said by muting. */
    boolean told(long connection, FloorNotice notice) {
        if (connection > FIRST) {
            return false;
        }
        Track track = byConnection.get(connection);
        boolean isOver = notice instanceof FloorNotice.Denied
                || notice instanceof FloorNotice.Revoked
                || notice instanceof FloorNotice.Released;
        if (track != null && isOver) {
            forget(track.sessionId() + "/" + track.userId() + "/" + track.sid(), track);
            port.serverMute(track.sessionId(), track.userId(), track.sid());
        }
        return true;
    }

    private void forget(String key, Track track) {
        tracks.remove(key);
        byConnection.remove(track.connection());
    }

    private void muteUnlessOpen(SessionState state, FloorInput.Mute mute) {
        boolean speaksOpenly = state.channels().all().stream()
                .anyMatch(channel -> channel.mode() == ChannelMode.OPEN && state.mayTalk(mute.userId(), channel));
        if (!speaksOpenly) {
            port.serverMute(mute.sessionId(), mute.userId(), mute.trackSid());
        }
    }

    /** The first channel with a floor in which that user may talk. */
    private static Optional<Channel> channel(SessionState state, UserId userId) {
        var rights = new FloorRights(state);
        return rights.channels().stream()
                .filter(channel -> refusal(rights, userId, channel) == null)
                .findFirst();
    }

    private static @Nullable DenyReason refusal(FloorRights rights, UserId userId, Channel channel) {
        return rights.refusal(userId, channel.id());
    }
}
