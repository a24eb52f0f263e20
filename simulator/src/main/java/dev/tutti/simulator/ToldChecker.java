package dev.tutti.simulator;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorUpdate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * T: what the listeners at one node are told of who talks, in the order they are told: in a channel nobody talks before the
 * one before has ended, whoever leads, and nobody is said to talk for long who does not.
 */
final class ToldChecker {
    /** Old leases, a leader's wait for them, and an end that was lost. */
    private static final long LONG_NS = VirtualTime.ms(8_000);
    /** Between two turns of a node that neither sleeps nor stands still. */
    private static final long TURN_NS = VirtualTime.ms(200);

    private final ClusterNode node;
    private final ClusterWorld world;
    private final Map<ChannelId, Talk> talks = new LinkedHashMap<>();
    private long lookedNs;

    private static final class Talk {
        final UserId userId;
        long trueAtNs;

        Talk(UserId userId, long trueAtNs) {
            this.userId = userId;
            this.trueAtNs = trueAtNs;
        }
    }

    ToldChecker(ClusterNode node, ClusterWorld world) {
        this.node = node;
        this.world = world;
    }

    /** The node restarts: its listeners connect anew, and know nothing. */
    void forget() {
        talks.clear();
    }

    void told(FloorUpdate update) {
        if (!(update instanceof FloorUpdate.Talk talk)) {
            return;
        }
        Talk before = talks.get(talk.channelId());
        if (before != null && !before.userId.equals(talk.userId())) {
            String what = talk.talking() ? " begins" : " ends";
            violation(talk.channelId(), talk.userId() + what + " while " + before.userId + " is said to talk");
        }
        if (talk.talking()) {
            talks.put(talk.channelId(), new Talk(talk.userId(), world.time().nowNs()));
        } else {
            talks.remove(talk.channelId());
        }
    }

    /** After a turn of the node. */
    void look() {
        long nowNs = world.time().nowNs();
        boolean stoodStill = nowNs - lookedNs >= TURN_NS;
        lookedNs = nowNs;
        talks.forEach((channel, talk) -> {
            FloorPerson talker = world.person(talk.userId);
            boolean talks = talker != null
                    && world.nodeOf(talker).floor().talking(channel).contains(talker);
            if (talks || stoodStill) {
                talk.trueAtNs = nowNs;
            } else if (nowNs - talk.trueAtNs >= LONG_NS) {
                violation(channel, talk.userId + " is said to talk, and has not for " + LONG_NS / 1_000_000 + " ms");
                talk.trueAtNs = nowNs;
            }
        });
    }

    /** Nobody talks anywhere, and has not for long enough. */
    void nobodyTalks() {
        talks.forEach((channel, talk) -> violation(channel, talk.userId + " is said to talk when nobody does"));
    }

    private void violation(ChannelId channel, String what) {
        world.checker().violation("T: at " + node.index + " in " + channel + ", " + what);
    }
}
