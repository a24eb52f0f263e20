package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.LogState;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Peering;
import dev.tutti.wire.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the election says, in the messages of protocol v2 and back. */
public final class ElectionCodec {
    private ElectionCodec() {}

    /** The envelope's source must be the message's origin, or the answerer of a probe. */
    public static NodeTag source(ElectionMessage message) {
        return new NodeTag(message instanceof ElectionMessage.ProbeReply reply ? reply.target() : message.origin());
    }

    public static Message toWire(ElectionMessage message) {
        return switch (message) {
            case ElectionMessage.Heartbeat beat -> heartbeat(beat);
            case ElectionMessage.RoleAnnounce announce ->
                new LeaderMessage.RoleAnnounce(announce.bootId(), announce.epoch(), announce.rank(), announce.reason());
            case ElectionMessage.Probe probe ->
                new LinkMessage.Probe(probe.nonce(), new NodeTag(probe.target()), probe.hops(), 0);
            case ElectionMessage.ProbeReply reply ->
                new LinkMessage.ProbeReply(
                        reply.nonce(),
                        new NodeTag(reply.origin()),
                        reply.hops(),
                        0,
                        reply.state(),
                        reply.epoch(),
                        0,
                        0,
                        Optional.empty());
            case ElectionMessage.Handover handover ->
                new LeaderMessage.Handover(
                        new NodeTag(handover.successor()),
                        handover.epoch(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        };
    }

    private static LeaderMessage.Heartbeat heartbeat(ElectionMessage.Heartbeat beat) {
        var heard = new ArrayList<Peering>(beat.heard().size());
        for (long tag : beat.heard()) {
            heard.add(new Peering(new NodeTag(tag), 0, 0));
        }
        return new LeaderMessage.Heartbeat(
                beat.bootId(),
                beat.number(),
                beat.epoch(),
                beat.state(),
                beat.state() == LeaderState.LEADING,
                beat.rank(),
                heard,
                List.of(),
                LogState.EMPTY,
                NodeTag.NONE,
                Optional.empty(),
                List.of());
    }

    /** Null for what does not concern the election. */
    public static @Nullable ElectionMessage fromWire(Envelope envelope, Message message) {
        long source = envelope.source().value();
        return switch (message) {
            case LeaderMessage.Heartbeat beat -> heartbeat(source, beat);
            case LeaderMessage.RoleAnnounce announce ->
                isOf(announce.rank(), source)
                        ? new ElectionMessage.RoleAnnounce(
                                source, announce.bootId(), announce.epoch(), announce.rank(), announce.reason())
                        : null;
            case LinkMessage.Probe probe ->
                new ElectionMessage.Probe(source, probe.target().value(), probe.nonce(), probe.hops());
            case LinkMessage.ProbeReply reply ->
                new ElectionMessage.ProbeReply(
                        reply.asker().value(), source, reply.nonce(), reply.hops(), reply.epoch(), reply.state());
            case LeaderMessage.Handover handover ->
                new ElectionMessage.Handover(
                        source, handover.epoch(), handover.successor().value());
            default -> null;
        };
    }

    private static ElectionMessage.@Nullable Heartbeat heartbeat(long source, LeaderMessage.Heartbeat beat) {
        if (!isOf(beat.rank(), source)) {
            return null;
        }
        var heard = new ArrayList<Long>(beat.heard().size());
        for (Peering peering : beat.heard()) {
            heard.add(peering.peer().value());
        }
        Epoch epoch = beat.epoch();
        return new ElectionMessage.Heartbeat(
                source, beat.bootId(), beat.number(), epoch, beat.state(), beat.rank(), heard);
    }

    /** Nobody speaks with another's rank. */
    private static boolean isOf(Rank rank, long source) {
        return rank.nodeId().tag() == source;
    }
}
