package dev.tutti.wire;

import dev.tutti.foundation.Epoch;
import java.util.List;
import java.util.Optional;

/** Membership and leadership; the origin is the envelope's source, also when a neighbour passes it on. */
public sealed interface LeaderMessage extends Message {
    int MAX_PEERS = 32;
    /** So many fit into a datagram; of more channels each heartbeat tells others in turn. */
    int MAX_BEAT_FENCES = 10;

    int MAX_ANCHORS = 2;
    int MAX_LEASES = 1_024;
    int MAX_PENDING = 1_024;

    /**
     * Sent by the loop that grants, so a stuck floor is silent.
     *
     * @param number one more with each of this boot
     * @param writer who holds the pen, as far as known
     */
    record Heartbeat(
            long bootId,
            long number,
            Epoch epoch,
            LeaderState state,
            boolean granting,
            Rank rank,
            List<Peering> heard,
            List<ChannelFence> fences,
            LogState log,
            NodeTag writer,
            Optional<ClockStamp> clock,
            List<TempoAnchor> anchors)
            implements LeaderMessage {
        public Heartbeat {
            heard = List.copyOf(heard);
            fences = List.copyOf(fences);
            anchors = List.copyOf(anchors);
        }

        @Override
        public void write(PayloadWriter out) {
            out.i64(bootId).u32(number).epoch(epoch).choice(state).flag(granting);
            out.with(rank, Rank::write)
                    .list(heard, MAX_PEERS, Peering::write)
                    .list(fences, MAX_BEAT_FENCES, ChannelFence::write)
                    .with(log, LogState::write)
                    .with(writer, NodeTag::write)
                    .optional(clock, ClockStamp::write)
                    .list(anchors, MAX_ANCHORS, TempoAnchor::write);
        }

        static Heartbeat read(PayloadReader in) {
            return new Heartbeat(
                    in.i64(),
                    in.u32(),
                    in.epoch(),
                    in.choice(LeaderState.ALL),
                    in.flag(),
                    Rank.read(in),
                    in.list(MAX_PEERS, Peering::read),
                    in.list(MAX_BEAT_FENCES, ChannelFence::read),
                    LogState.read(in),
                    NodeTag.read(in),
                    in.optional(ClockStamp::read),
                    in.list(MAX_ANCHORS, TempoAnchor::read));
        }
    }

    /** This node leads from now on; its term is on its disk (E4). */
    record RoleAnnounce(long bootId, Epoch epoch, Rank rank, AnnounceReason reason) implements LeaderMessage {
        @Override
        public void write(PayloadWriter out) {
            out.i64(bootId).epoch(epoch).with(rank, Rank::write).choice(reason);
        }

        static RoleAnnounce read(PayloadReader in) {
            return new RoleAnnounce(in.i64(), in.epoch(), Rank.read(in), in.choice(AnnounceReason.ALL));
        }
    }

    /**
     * The epoch is adopted in the envelope's session, its term is on the disk, every lower lease is void here (F2, F3).
     * A node without sessions sends one without a session.
     *
     * @param sentAtNs on the ingress's clock
     */
    record EpochAck(long bootId, Epoch epoch, long sentAtNs, List<HeldLease> held, List<PendingRequest> pending)
            implements LeaderMessage {
        public EpochAck {
            held = List.copyOf(held);
            pending = List.copyOf(pending);
        }

        @Override
        public void write(PayloadWriter out) {
            out.i64(bootId).epoch(epoch).i64(sentAtNs);
            out.list(held, MAX_LEASES, HeldLease::write).list(pending, MAX_PENDING, PendingRequest::write);
        }

        static EpochAck read(PayloadReader in) {
            return new EpochAck(
                    in.i64(),
                    in.epoch(),
                    in.i64(),
                    in.list(MAX_LEASES, HeldLease::read),
                    in.list(MAX_PENDING, PendingRequest::read));
        }
    }

    /** The leader has stopped granting in the envelope's session and gives it all to its successor (E7). */
    record Handover(
            NodeTag successor,
            Epoch epoch,
            List<HeldLease> held,
            List<PendingRequest> pending,
            Optional<ClockStamp> clock,
            Optional<TempoAnchor> anchor)
            implements LeaderMessage {
        public Handover {
            held = List.copyOf(held);
            pending = List.copyOf(pending);
        }

        @Override
        public void write(PayloadWriter out) {
            out.with(successor, NodeTag::write).epoch(epoch);
            out.list(held, MAX_LEASES, HeldLease::write).list(pending, MAX_PENDING, PendingRequest::write);
            out.optional(clock, ClockStamp::write).optional(anchor, TempoAnchor::write);
        }

        static Handover read(PayloadReader in) {
            return new Handover(
                    NodeTag.read(in),
                    in.epoch(),
                    in.list(MAX_LEASES, HeldLease::read),
                    in.list(MAX_PENDING, PendingRequest::read),
                    in.optional(ClockStamp::read),
                    in.optional(TempoAnchor::read));
        }
    }
}
