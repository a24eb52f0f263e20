package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who has the floor of a channel, as the leader believes; the leader's thread only. */
final class LeaderLease {
    static final long[] WARNINGS_MS = {5_000, 2_000};

    final Fence fence;
    final Waiting holder;
    final boolean priority;
    final long grantedAtNs;
    final long talkLimitNs;
    long expiresAtNs;
    int warnings;

    @Nullable RevokeReason revoked;

    @Nullable UserId revokedBy;

    LeaderLease(Fence fence, Waiting holder, boolean priority, long nowNs, long talkLimitNs) {
        this.fence = fence;
        this.holder = holder;
        this.priority = priority;
        this.talkLimitNs = talkLimitNs;
        grantedAtNs = nowNs;
        // A turn that is not longer than a warning needs none.
        long limitMs = TimeUnit.NANOSECONDS.toMillis(talkLimitNs);
        while (warnings < WARNINGS_MS.length && WARNINGS_MS[warnings] >= limitMs) {
            warnings++;
        }
    }
}
