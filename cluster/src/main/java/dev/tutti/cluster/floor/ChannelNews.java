package dev.tutti.cluster.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorRules;
import dev.tutti.session.floor.FloorView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What everybody in a session was told of its channels, by whoever led; the election's thread only. */
final class ChannelNews {
    /** A talk that the leader repeats every second and that was not heard of for so long is over. */
    private static final long FORGET_NS = TimeUnit.MILLISECONDS.toNanos(3_500);

    private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
    private final FloorRules rules;

    ChannelNews(FloorRules rules) {
        this.rules = rules;
    }

    private static final class Channel {
        Fence highest = Fence.NONE;
        FloorDecision.@Nullable Taken talk;
        long sinceNs;
        long heardNs;
        List<UserId> waiting = List.of();
    }

    /**
     * What people here are told, in order. A repetition, or something older than what is known, is no news; and whose end was
     * not heard, because the leader changed or a message was lost, has ended before the next one begins.
     */
    List<FloorDecision> of(FloorDecision decision, long nowNs) {
        Channel channel = channels.computeIfAbsent(decision.channelId(), _ -> new Channel());
        return switch (decision) {
            case FloorDecision.Taken taken -> taken(channel, taken, nowNs);
            case FloorDecision.Idle idle -> idle(channel, idle, nowNs);
            case FloorDecision.Line line -> {
                boolean known = channel.waiting.equals(line.waiting());
                channel.waiting = line.waiting();
                yield known ? List.of() : List.of(line);
            }
            default -> List.of(decision);
        };
    }

    private List<FloorDecision> taken(Channel channel, FloorDecision.Taken taken, long nowNs) {
        FloorDecision.Taken before = channel.talk;
        if (before != null && before.fence().equals(taken.fence())) {
            channel.heardNs = nowNs;
        }
        if (!taken.fence().isAbove(channel.highest)) {
            return List.of();
        }
        long sinceNs = channel.sinceNs;
        channel.highest = taken.fence();
        channel.talk = taken;
        channel.sinceNs = nowNs;
        channel.heardNs = nowNs;
        if (before == null || before.userId().equals(taken.userId()) || !rules.endsOneTalkBeforeTheNext()) {
            return List.of(taken);
        }
        return List.of(end(before, nowNs - sinceNs), taken);
    }

    private List<FloorDecision> idle(Channel channel, FloorDecision.Idle idle, long nowNs) {
        if (channel.highest.isAbove(idle.fence())) {
            return List.of();
        }
        FloorDecision.Taken before = channel.talk;
        channel.highest = idle.fence();
        channel.talk = null;
        if (before == null) {
            return List.of();
        }
        boolean another = !before.userId().equals(idle.userId());
        return List.of(another ? end(before, nowNs - channel.sinceNs) : idle);
    }

    private static FloorDecision end(FloorDecision.Taken talk, long talkNs) {
        long talkMs = TimeUnit.NANOSECONDS.toMillis(talkNs);
        return new FloorDecision.Idle(talk.channelId(), talk.fence(), talk.userId(), talkMs, "expired");
    }

    FloorDecision.@Nullable Taken talk(ChannelId channelId) {
        Channel channel = channels.get(channelId);
        return channel == null ? null : channel.talk;
    }

    /** What a leader repeats, for those who did not hear it: talks of its epoch, and lines. */
    List<FloorDecision> toRepeat(Epoch epoch) {
        var again = new ArrayList<FloorDecision>();
        channels.forEach((id, channel) -> {
            FloorDecision.Taken talk = channel.talk;
            if (talk != null && talk.fence().epoch().equals(epoch)) {
                again.add(talk);
            }
            if (!channel.waiting.isEmpty()) {
                again.add(new FloorDecision.Line(id, channel.waiting));
            }
        });
        return again;
    }

    /** Talks of lower epochs that nobody goes on with in this one. */
    List<FloorDecision> leftOver(Epoch epoch, FloorView view) {
        var over = new ArrayList<FloorDecision>();
        channels.forEach((id, channel) -> {
            FloorDecision.Taken talk = channel.talk;
            boolean goesOn =
                    view.channels().stream().anyMatch(one -> one.channelId().equals(id) && one.talker() != null);
            if (talk != null && !goesOn && epoch.isAbove(talk.fence().epoch())) {
                over.add(new FloorDecision.Idle(id, epoch.fence(0), talk.userId(), 0, "expired"));
            }
        });
        return over;
    }

    /** Talks that were not repeated: their end was lost. */
    List<FloorDecision> forgotten(long nowNs) {
        var over = new ArrayList<FloorDecision>();
        channels.values().forEach(channel -> {
            FloorDecision.Taken talk = channel.talk;
            if (talk != null && nowNs - channel.heardNs >= FORGET_NS) {
                over.add(end(talk, channel.heardNs - channel.sinceNs));
            }
        });
        return over;
    }

    FloorView view() {
        var views = new ArrayList<FloorView.ChannelView>();
        channels.forEach((id, channel) -> {
            FloorDecision.Taken talk = channel.talk;
            FloorView.@Nullable Talker talker = talk == null
                    ? null
                    : new FloorView.Talker(talk.userId(), channel.sinceNs, talk.priority(), talk.emergency());
            views.add(new FloorView.ChannelView(id, talker, channel.waiting));
        });
        return new FloorView(views);
    }
}
