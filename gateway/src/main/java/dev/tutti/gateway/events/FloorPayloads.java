package dev.tutti.gateway.events;

import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.EmergencyFrames.EmergencyHeard;
import dev.tutti.gateway.wire.FloorFrames.FloorChanging;
import dev.tutti.gateway.wire.FloorFrames.FloorDenied;
import dev.tutti.gateway.wire.FloorFrames.FloorEnding;
import dev.tutti.gateway.wire.FloorFrames.FloorGranted;
import dev.tutti.gateway.wire.FloorFrames.FloorOffered;
import dev.tutti.gateway.wire.FloorFrames.FloorQueue;
import dev.tutti.gateway.wire.FloorFrames.FloorQueued;
import dev.tutti.gateway.wire.FloorFrames.FloorReleased;
import dev.tutti.gateway.wire.FloorFrames.FloorRevoked;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.FloorFrames.LinePlace;
import dev.tutti.gateway.wire.FloorFrames.PttState;
import dev.tutti.gateway.wire.FloorFrames.RevokeReason;
import dev.tutti.gateway.wire.FloorFrames.TalkState;
import dev.tutti.gateway.wire.FloorFrames.Talker;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorUpdate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the floor decided, in the words of the wire. */
public final class FloorPayloads {
    private FloorPayloads() {}

    static ServerPayload of(FloorNotice notice) {
        return switch (notice) {
            case FloorNotice.Granted n ->
                new FloorGranted(
                        n.requestId(), n.channelId().value(), n.leaseId(), n.fence(), n.expiresInMs(), n.talkLimitMs());
            case FloorNotice.Queued n ->
                new FloorQueued(n.requestId(), n.channelId().value(), n.position(), n.of(), n.waitMs());
            case FloorNotice.Changing n ->
                new FloorChanging(n.requestId(), n.channelId().value());
            case FloorNotice.Offered n ->
                new FloorOffered(n.requestId(), n.channelId().value(), n.expiresInMs());
            case FloorNotice.Denied n ->
                new FloorDenied(
                        n.requestId(),
                        n.channelId().value(),
                        n.reason().wireName(),
                        n.reason().message());
            case FloorNotice.Ending n -> new FloorEnding(n.leaseId(), n.leftMs());
            case FloorNotice.Revoked n -> revoked(n);
            case FloorNotice.Released n -> new FloorReleased(n.leaseId(), n.requestId());
        };
    }

    private static FloorRevoked revoked(FloorNotice.Revoked notice) {
        @Nullable UserId by = notice.by();
        return new FloorRevoked(
                notice.leaseId(), RevokeReason.valueOf(notice.reason().name()), by == null ? null : by.value());
    }

    static PttState of(FloorUpdate.Talk talk) {
        return new PttState(
                talk.channelId().value(),
                talk.userId().value(),
                talk.talking() ? TalkState.TALKING : TalkState.IDLE,
                talk.priority(),
                talk.emergency(),
                talk.talkMs());
    }

    static FloorQueue of(FloorUpdate.Line line) {
        return new FloorQueue(line.channelId().value(), places(line.waiting()));
    }

    static EmergencyHeard of(Emergencies.Heard heard, int others) {
        return new EmergencyHeard(
                heard.channel().value(),
                heard.raisedBy().value(),
                heard.by().stream().map(UserId::value).toList(),
                others);
    }

    /** The floor of a session for a snapshot. */
    public static List<FloorView> of(dev.tutti.session.floor.FloorView view, long nowNs) {
        return view.channels().stream()
                .map(channel -> new FloorView(
                        channel.channelId().value(), talker(channel.talker(), nowNs), places(channel.waiting())))
                .toList();
    }

    private static @Nullable Talker talker(dev.tutti.session.floor.FloorView.@Nullable Talker talker, long nowNs) {
        return talker == null
                ? null
                : new Talker(
                        talker.userId().value(),
                        Math.max(0, (nowNs - talker.sinceNs()) / 1_000_000),
                        talker.priority(),
                        talker.emergency());
    }

    private static List<LinePlace> places(List<UserId> waiting) {
        return IntStream.range(0, waiting.size())
                .mapToObj(i -> new LinePlace(waiting.get(i).value(), i + 1))
                .toList();
    }
}
