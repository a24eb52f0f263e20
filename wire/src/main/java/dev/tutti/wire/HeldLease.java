package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;

/** A lease as its ingress, or the leader before, reports it; {@code remainingMs} is a duration, not a clock time. */
public record HeldLease(ChannelId channelId, Fence fence, UserId userId, long remainingMs) {
    void write(PayloadWriter out) {
        out.channelId(channelId).fence(fence).userId(userId).u32(remainingMs);
    }

    static HeldLease read(PayloadReader in) {
        return new HeldLease(in.channelId(), in.fence(), in.userId(), in.u32());
    }
}
