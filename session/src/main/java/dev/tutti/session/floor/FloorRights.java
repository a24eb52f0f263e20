package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.SessionState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may do what with the floor, read from the session's committed state. */
final class FloorRights {
    private static final int LANE_EMERGENCY = 2;
    private static final int LANE_PRIORITY = 1;
    private static final int LANE_ORDINARY = 0;

    private final SessionState state;

    FloorRights(SessionState state) {
        this.state = state;
    }

    SessionState state() {
        return state;
    }

    List<Channel> channels() {
        return state.isEnded() ? List.of() : state.channels().all();
    }

    /** Null when that user may ask for the floor there. */
    @Nullable DenyReason refusal(UserId userId, ChannelId channelId) {
        Optional<Channel> channel = state.channels().find(channelId);
        if (state.isEnded() || channel.isEmpty()) {
            return DenyReason.CHANNEL_CLOSED;
        }
        if (state.capabilities(userId).isEmpty()) {
            return DenyReason.NOT_ADMITTED;
        }
        if (!state.mayTalk(userId, channel.get())) {
            return DenyReason.NOT_ALLOWED;
        }
        return channel.get().mode() == ChannelMode.OPEN ? DenyReason.OPEN_CHANNEL : null;
    }

    boolean mayRevoke(UserId userId) {
        return state.may(userId, Capability.FLOOR_REVOKE);
    }

    boolean mayRaiseEmergency(UserId userId) {
        return state.may(userId, Capability.FLOOR_EMERGENCY);
    }

    boolean hasPriority(UserId userId) {
        return state.may(userId, Capability.FLOOR_PRIORITY);
    }

    /** Lanes exist where the channel is ordered by priority; an emergency has its own everywhere. */
    int lane(UserId userId, Channel channel, boolean emergency) {
        if (emergency) {
            return LANE_EMERGENCY;
        }
        boolean ordered = channel.order() == FloorOrder.PRIORITY;
        return ordered && hasPriority(userId) ? LANE_PRIORITY : LANE_ORDINARY;
    }
}
