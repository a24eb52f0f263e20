package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;

/** What an ingress says to the leader; each may arrive late, twice, in another order, or never. */
public sealed interface FloorMessage {
    ChannelId channelId();

    /**
     * Wants the floor; sent again while it is open, which keeps the place in line.
     *
     * @param sentAtNs on the ingress's clock; echoed in the grant
     * @param holding whether the button is down, so that it may be granted at once
     */
    record Request(ChannelId channelId, UserId userId, RequestId id, long sentAtNs, boolean holding, boolean emergency)
            implements FloorMessage {}

    /** Still talking. */
    record Renew(ChannelId channelId, Fence fence, long sentAtNs) implements FloorMessage {}

    /** Will never use that fence again. */
    record Release(ChannelId channelId, Fence fence) implements FloorMessage {}

    /** Left the line. */
    record Cancel(ChannelId channelId, UserId userId, RequestId id) implements FloorMessage {}
}
