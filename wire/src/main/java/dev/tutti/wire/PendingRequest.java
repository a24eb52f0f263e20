package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;

/**
 * A request that is still open, by which a new leader rebuilds its line: ordered by lane, age and id (F11).
 *
 * @param lane its priority where a channel orders by priority
 * @param ageMs since the press; a duration, not a clock time
 */
public record PendingRequest(
        ChannelId channelId,
        UserId userId,
        RequestId requestId,
        int lane,
        long ageMs,
        boolean holding,
        boolean emergency) {
    void write(PayloadWriter out) {
        out.channelId(channelId).userId(userId).requestId(requestId).u8(lane).u32(ageMs);
        out.flag(holding).flag(emergency);
    }

    static PendingRequest read(PayloadReader in) {
        return new PendingRequest(in.channelId(), in.userId(), in.requestId(), in.u8(), in.u32(), in.flag(), in.flag());
    }
}
