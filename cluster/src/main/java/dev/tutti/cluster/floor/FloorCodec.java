package dev.tutti.cluster.floor;

import dev.tutti.foundation.Epoch;
import dev.tutti.session.floor.DenyReason;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorMessage;
import dev.tutti.session.floor.FloorReport;
import dev.tutti.session.floor.RevokeReason;
import dev.tutti.wire.FloorSignal;
import dev.tutti.wire.HeldLease;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.PendingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What ingress and leader say to each other, in the messages of protocol v2 and back. */
final class FloorCodec {
    private static final Map<String, DenyReason> DENIALS = new HashMap<>();
    private static final Map<String, RevokeReason> REVOCATIONS = new HashMap<>();

    static {
        for (DenyReason reason : DenyReason.values()) {
            DENIALS.put(reason.wireName(), reason);
        }
        for (RevokeReason reason : RevokeReason.values()) {
            REVOCATIONS.put(reason.wireName(), reason);
        }
    }

    private FloorCodec() {}

    static FloorSignal toWire(FloorMessage message) {
        return switch (message) {
            case FloorMessage.Request m ->
                new FloorSignal.Request(m.channelId(), m.userId(), m.id(), m.sentAtNs(), m.holding(), m.emergency());
            case FloorMessage.Renew m -> new FloorSignal.Renew(m.channelId(), m.fence(), m.sentAtNs());
            case FloorMessage.Release m -> new FloorSignal.Release(m.channelId(), m.fence());
            case FloorMessage.Cancel m -> new FloorSignal.Cancel(m.channelId(), m.userId(), m.id());
        };
    }

    /** Null for what a leader says. */
    static @Nullable FloorMessage message(FloorSignal signal) {
        return switch (signal) {
            case FloorSignal.Request s ->
                new FloorMessage.Request(s.channelId(), s.userId(), s.id(), s.sentAtNs(), s.holding(), s.emergency());
            case FloorSignal.Renew s -> new FloorMessage.Renew(s.channelId(), s.fence(), s.sentAtNs());
            case FloorSignal.Release s -> new FloorMessage.Release(s.channelId(), s.fence());
            case FloorSignal.Cancel s -> new FloorMessage.Cancel(s.channelId(), s.userId(), s.id());
            default -> null;
        };
    }

    static FloorSignal toWire(FloorDecision decision, Epoch epoch, long leaseNs) {
        return switch (decision) {
            case FloorDecision.Granted d ->
                new FloorSignal.Grant(
                        d.channelId(),
                        d.userId(),
                        d.requestId(),
                        d.fence(),
                        d.sentAtNs(),
                        ms(leaseNs),
                        ms(d.talkLimitNs()),
                        d.priority(),
                        d.emergency());
            case FloorDecision.Renewed d -> new FloorSignal.Renewed(d.channelId(), d.fence(), d.sentAtNs());
            case FloorDecision.Queued d ->
                new FloorSignal.Queued(
                        d.channelId(), d.userId(), d.requestId(), epoch, d.position(), d.of(), d.waitMs());
            case FloorDecision.Offered d ->
                new FloorSignal.Offered(d.channelId(), d.userId(), d.requestId(), epoch, ms(d.expiresInNs()));
            case FloorDecision.Denied d ->
                new FloorSignal.Denied(
                        d.channelId(),
                        d.userId(),
                        d.requestId(),
                        epoch,
                        d.reason().wireName());
            case FloorDecision.Ending d -> new FloorSignal.Ending(d.channelId(), d.userId(), d.fence(), d.leftMs());
            case FloorDecision.Revoke d ->
                new FloorSignal.Revoke(
                        d.channelId(), d.userId(), d.fence(), d.reason().wireName(), Optional.ofNullable(d.by()));
            case FloorDecision.Taken d ->
                new FloorSignal.Taken(d.channelId(), d.fence(), d.userId(), d.priority(), d.emergency());
            case FloorDecision.Idle d ->
                new FloorSignal.Idle(d.channelId(), d.fence(), d.userId(), d.talkMs(), d.reason());
            case FloorDecision.Line d -> new FloorSignal.Line(d.channelId(), epoch, d.waiting());
        };
    }

    /** Null for what an ingress says, and for what was decided under another epoch than the one obeyed here. */
    static @Nullable FloorDecision decision(FloorSignal signal, Epoch obeyed) {
        if (!obeyed.equals(epoch(signal))) {
            return null;
        }
        return switch (signal) {
            case FloorSignal.Grant s ->
                new FloorDecision.Granted(
                        s.channelId(),
                        s.userId(),
                        s.requestId(),
                        s.fence(),
                        s.sentAtNs(),
                        ns(s.talkLimitMs()),
                        s.priority(),
                        s.emergency());
            case FloorSignal.Renewed s -> new FloorDecision.Renewed(s.channelId(), s.fence(), s.sentAtNs());
            case FloorSignal.Queued s ->
                new FloorDecision.Queued(s.channelId(), s.userId(), s.requestId(), s.position(), s.of(), s.waitMs());
            case FloorSignal.Offered s ->
                new FloorDecision.Offered(s.channelId(), s.userId(), s.requestId(), ns(s.expiresInMs()));
            case FloorSignal.Denied s ->
                new FloorDecision.Denied(
                        s.channelId(),
                        s.userId(),
                        s.requestId(),
                        DENIALS.getOrDefault(s.reason(), DenyReason.NOT_ALLOWED));
            case FloorSignal.Ending s -> new FloorDecision.Ending(s.channelId(), s.userId(), s.fence(), s.leftMs());
            case FloorSignal.Revoke s ->
                new FloorDecision.Revoke(
                        s.channelId(),
                        s.userId(),
                        s.fence(),
                        REVOCATIONS.getOrDefault(s.reason(), RevokeReason.HOST),
                        s.by().orElse(null));
            case FloorSignal.Taken s ->
                new FloorDecision.Taken(s.channelId(), s.fence(), s.userId(), s.priority(), s.emergency());
            case FloorSignal.Idle s ->
                new FloorDecision.Idle(s.channelId(), s.fence(), s.userId(), s.talkMs(), s.reason());
            case FloorSignal.Line s -> new FloorDecision.Line(s.channelId(), s.waiting());
            case FloorSignal.Request _, FloorSignal.Renew _, FloorSignal.Release _, FloorSignal.Cancel _ -> null;
        };
    }

    /** Under which it was decided; null for what an ingress says. */
    static @Nullable Epoch epoch(FloorSignal signal) {
        return switch (signal) {
            case FloorSignal.Grant s -> s.fence().epoch();
            case FloorSignal.Renewed s -> s.fence().epoch();
            case FloorSignal.Queued s -> s.epoch();
            case FloorSignal.Offered s -> s.epoch();
            case FloorSignal.Denied s -> s.epoch();
            case FloorSignal.Ending s -> s.fence().epoch();
            case FloorSignal.Revoke s -> s.fence().epoch();
            case FloorSignal.Taken s -> s.fence().epoch();
            case FloorSignal.Idle s -> s.fence().epoch();
            case FloorSignal.Line s -> s.epoch();
            case FloorSignal.Request _, FloorSignal.Renew _, FloorSignal.Release _, FloorSignal.Cancel _ -> null;
        };
    }

    static LeaderMessage.EpochAck toWire(FloorReport report, long bootId, Epoch epoch) {
        var held = new ArrayList<HeldLease>();
        for (FloorReport.Held one : report.held()) {
            held.add(new HeldLease(one.channelId(), one.fence(), one.userId(), 0));
        }
        var pending = new ArrayList<PendingRequest>();
        for (FloorReport.Pending one : report.pending()) {
            pending.add(new PendingRequest(
                    one.channelId(), one.userId(), one.id(), 0, ms(one.ageNs()), one.holding(), one.emergency()));
        }
        return new LeaderMessage.EpochAck(bootId, epoch, report.sentAtNs(), held, pending);
    }

    static FloorReport report(LeaderMessage.EpochAck ack) {
        var held = new ArrayList<FloorReport.Held>();
        for (HeldLease one : ack.held()) {
            held.add(new FloorReport.Held(one.channelId(), one.userId(), one.fence()));
        }
        var pending = new ArrayList<FloorReport.Pending>();
        for (PendingRequest one : ack.pending()) {
            pending.add(new FloorReport.Pending(
                    one.channelId(), one.userId(), one.requestId(), ns(one.ageMs()), one.holding(), one.emergency()));
        }
        return new FloorReport(ack.sentAtNs(), held, pending);
    }

    private static long ms(long ns) {
        // What is over by now has no time left.
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, ns));
    }

    private static long ns(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
