package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the leader says to the ingresses; each may arrive late, twice, in another order, or never. */
public sealed interface FloorDecision {
    ChannelId channelId();

    /** The floor is theirs, counted from {@code sentAtNs}, the echo of what they sent. */
    record Granted(
            ChannelId channelId,
            UserId userId,
            RequestId requestId,
            Fence fence,
            long sentAtNs,
            long talkLimitNs,
            boolean priority,
            boolean emergency)
            implements FloorDecision {}

    record Renewed(ChannelId channelId, Fence fence, long sentAtNs) implements FloorDecision {}

    record Queued(ChannelId channelId, UserId userId, RequestId requestId, int position, int of, long waitMs)
            implements FloorDecision {}

    record Offered(ChannelId channelId, UserId userId, RequestId requestId, long expiresInNs)
            implements FloorDecision {}

    record Denied(ChannelId channelId, UserId userId, RequestId requestId, DenyReason reason)
            implements FloorDecision {}

    record Ending(ChannelId channelId, UserId userId, Fence fence, long leftMs) implements FloorDecision {}

    /** A wish until the ingress releases (F8). */
    record Revoke(
            ChannelId channelId,
            UserId userId,
            Fence fence,
            RevokeReason reason,
            @Nullable UserId by) implements FloorDecision {}

    /** To everybody: that fence is the highest now. */
    record Taken(ChannelId channelId, Fence fence, UserId userId, boolean priority, boolean emergency)
            implements FloorDecision {}

    /** To everybody: nobody talks any more. */
    record Idle(ChannelId channelId, Fence fence, UserId userId, long talkMs, String reason) implements FloorDecision {}

    /** To everybody: who waits, first first; at most every 50 ms. */
    record Line(ChannelId channelId, List<UserId> waiting) implements FloorDecision {
        public Line {
            waiting = List.copyOf(waiting);
        }
    }
}
