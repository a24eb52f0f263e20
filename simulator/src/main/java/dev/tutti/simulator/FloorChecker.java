package dev.tutti.simulator;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at what left the ingresses, and never at what the floor believes: invariant 1 (one active lease a channel), 2
 * (no voice below the highest fence) and 6 (who is expelled is silent within 500 ms).
 */
final class FloorChecker {
    private static final long EXPELLED_NS = VirtualTime.ms(500);
    private static final int MAX_VIOLATIONS = 20;

    private final VirtualTime time;
    private final List<String> violations = new ArrayList<>();
    private final Map<ChannelId, Long> highestSeq = new HashMap<>();
    private final Map<UserId, Long> expelledAtNs = new HashMap<>();
    private long requests;
    private long grants;
    private long conflicts;
    private long packets;

    FloorChecker(VirtualTime time) {
        this.time = time;
    }

    long grants() {
        return grants;
    }

    void requested() {
        requests++;
    }

    /** A gate opened; {@code others} are the people whose gates of that channel are open at this moment elsewhere. */
    void opened(ChannelId channel, UserId user, List<UserId> others) {
        grants++;
        conflict(channel, user, others);
    }

    /** A packet went out under the lease with that number. */
    void forwarded(ChannelId channel, UserId user, long leaseSeq, List<UserId> others) {
        packets++;
        conflict(channel, user, others);
        long highest = highestSeq.merge(channel, leaseSeq, Math::max);
        if (leaseSeq < highest) {
            violation("2: voice of " + user + " under lease " + leaseSeq + " after " + highest + " in " + channel);
        }
        Long expelled = expelledAtNs.get(user);
        if (expelled != null && time.nowNs() - expelled > EXPELLED_NS) {
            violation("6: voice of " + user + " after the expulsion");
        }
    }

    private void conflict(ChannelId channel, UserId user, List<UserId> others) {
        if (!others.isEmpty()) {
            conflicts++;
            violation("1: " + user + " and " + others + " both have the floor of " + channel);
        }
    }

    void expelled(UserId user) {
        expelledAtNs.put(user, time.nowNs());
    }

    void readmitted(UserId user) {
        expelledAtNs.remove(user);
    }

    void violation(String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what + " at " + time.nowNs() / 1_000_000 + " ms");
        }
    }

    FloorWorld.Outcome outcome() {
        return new FloorWorld.Outcome(time.traceHash(), requests, grants, conflicts, packets, violations);
    }
}
