package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import java.util.List;

/**
 * What an ingress tells a new leader with its acknowledgement: the leases it has voided (F3), and all that is asked for
 * here, with ages, which are durations (F11).
 *
 * @param sentAtNs on the ingress's clock: a lease that is granted to one of these requests counts from then
 */
public record FloorReport(long sentAtNs, List<Held> held, List<Pending> pending) {
    public FloorReport {
        held = List.copyOf(held);
        pending = List.copyOf(pending);
    }

    /** Was held under a lower epoch and is void. */
    public record Held(ChannelId channelId, UserId userId, Fence fence) {}

    public record Pending(
            ChannelId channelId, UserId userId, RequestId id, long ageNs, boolean holding, boolean emergency) {}
}
