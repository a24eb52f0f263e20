package dev.tutti.wire;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import java.util.List;
import java.util.Optional;

/** What two nodes say about the connection between them, and to let one in. */
public sealed interface LinkMessage extends Message {
    int MAX_NAME = 64;
    int MAX_PROOF = 128;
    int MAX_DETAIL = 200;
    int MAX_REASON = 32;
    int MAX_CLUSTER = 32;
    int MAX_SHARED = 98_304;
    int MAX_RELAYED = 131_072;
    int MAX_FENCES = 1_024;
    int MAX_ORIGINS = 16;
    int MAX_ORIGIN = 100;
    int MAX_FAMILIES = 256;
    int MAX_FAMILY = 100;

    /**
     * The first message in each direction; its layout never changes, more fields may follow.
     *
     * @param minVersion the lowest version byte it speaks
     * @param maxVersion the highest
     * @param port its reliable port, and that of its datagrams, too
     * @param linkNumber by which it wants this link's sealed datagrams marked
     * @param seen the highest epoch it has adopted
     * @param clock a hint of session time for a leader that has none (T4)
     * @param fences the highest of each channel: before it has them, a node forwards nothing (F12)
     * @param timing with which times it runs; with a node of others there is no link
     */
    record Hello(
            int minVersion,
            int maxVersion,
            Rank rank,
            String name,
            long bootId,
            int port,
            long linkNumber,
            Epoch seen,
            LogState log,
            Optional<ClockStamp> clock,
            List<ChannelFence> fences,
            Timing timing)
            implements LinkMessage {
        public Hello {
            fences = List.copyOf(fences);
        }

        @Override
        public void write(PayloadWriter out) {
            out.u8(minVersion).u8(maxVersion).with(rank, Rank::write).text(name, MAX_NAME);
            out.i64(bootId).u16(port).u32(linkNumber).epoch(seen).with(log, LogState::write);
            out.optional(clock, ClockStamp::write).list(fences, MAX_FENCES, ChannelFence::write);
            out.choice(timing);
        }

        static Hello read(PayloadReader in) {
            return new Hello(
                    in.u8(),
                    in.u8(),
                    Rank.read(in),
                    in.text(MAX_NAME),
                    in.i64(),
                    in.u16(),
                    in.u32(),
                    in.epoch(),
                    LogState.read(in),
                    in.optional(ClockStamp::read),
                    in.list(MAX_FENCES, ChannelFence::read),
                    in.choice(Timing.ALL));
        }
    }

    /** The sender closes this connection on purpose. */
    record Goodbye(GoodbyeReason reason) implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.choice(reason);
        }

        static Goodbye read(PayloadReader in) {
            return new Goodbye(in.choiceOr(GoodbyeReason.ALL, GoodbyeReason.OTHER));
        }
    }

    /**
     * From who dialled, right after HELLO: it belongs to this cluster, or wants to.
     *
     * @param cluster the cluster's id; empty when it has none yet
     * @param joining whether it asks to be let in
     * @param httpsPort where its page is
     * @param proof that it knows an invite; empty without one
     */
    record AdmissionRequest(Octets cluster, boolean joining, int httpsPort, Octets proof, String name)
            implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.octets(cluster, MAX_CLUSTER).flag(joining).u16(httpsPort);
            out.octets(proof, MAX_PROOF).text(name, MAX_NAME);
        }

        static AdmissionRequest read(PayloadReader in) {
            return new AdmissionRequest(
                    in.octets(MAX_CLUSTER), in.flag(), in.u16(), in.octets(MAX_PROOF), in.text(MAX_NAME));
        }
    }

    /**
     * In, out, or an operator has to say so.
     *
     * @param reason a word for programs, and {@code detail} a sentence for people
     * @param cluster the id of the cluster that it is let into
     * @param proof that the answerer knows the invite, too
     */
    record AdmissionAnswer(AdmissionVerdict verdict, String reason, Octets cluster, String detail, Octets proof)
            implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.choice(verdict).word(reason, MAX_REASON).octets(cluster, MAX_CLUSTER);
            out.text(detail, MAX_DETAIL).octets(proof, MAX_PROOF);
        }

        static AdmissionAnswer read(PayloadReader in) {
            return new AdmissionAnswer(
                    in.choice(AdmissionVerdict.ALL),
                    in.word(MAX_REASON),
                    in.octets(MAX_CLUSTER),
                    in.text(MAX_DETAIL),
                    in.octets(MAX_PROOF));
        }
    }

    /** What all nodes of a cluster share, for one that was admitted; its inside is the cluster's business. */
    record SharedState(Octets state) implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.octets(state, MAX_SHARED);
        }

        static SharedState read(PayloadReader in) {
            return new SharedState(in.octets(MAX_SHARED));
        }
    }

    /**
     * Where pages reach the sender; the last one said holds.
     *
     * @param origins as browsers write them, such as {@code https://192.168.7.20:8443}; the most preferred first
     */
    record Origins(List<String> origins) implements LinkMessage {
        public Origins {
            origins = List.copyOf(origins);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(origins, MAX_ORIGINS, (origin, to) -> to.text(origin, MAX_ORIGIN));
        }

        static Origins read(PayloadReader in) {
            return new Origins(in.list(MAX_ORIGINS, from -> from.text(MAX_ORIGIN)));
        }
    }

    /**
     * These lines of refresh tokens have ended: nobody gets anything for one of them at any node.
     *
     * @param families each with how long that is to be remembered
     */
    record TokensEnded(List<EndedTokens> families) implements LinkMessage {
        public TokensEnded {
            families = List.copyOf(families);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(families, MAX_FAMILIES, EndedTokens::write);
        }

        static TokensEnded read(PayloadReader in) {
            return new TokensEnded(in.list(MAX_FAMILIES, EndedTokens::read));
        }
    }

    /**
     * Is it alive, and what time is it? Answered by the target, or for it by who has heard it lately.
     *
     * @param target {@link NodeTag#NONE} for whoever reads it
     * @param hops how often it may still be passed on
     */
    record Probe(long nonce, NodeTag target, int hops, long sentAtUs) implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.i64(nonce).with(target, NodeTag::write).u8(hops).i64(sentAtUs);
        }

        static Probe read(PayloadReader in) {
            return new Probe(in.i64(), NodeTag.read(in), in.u8(), in.i64());
        }
    }

    /**
     * The answer; a clock probe of a lower epoch than one's own is thrown away (T3).
     *
     * @param asker who sent the probe
     * @param hops how often the answer may still be passed on
     * @param sentAtUs echoed, of the asker's clock; the other two are of the answerer's
     */
    record ProbeReply(
            long nonce,
            NodeTag asker,
            int hops,
            long bootId,
            LeaderState state,
            Epoch epoch,
            long sentAtUs,
            long receivedAtUs,
            Optional<ClockStamp> clock)
            implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.i64(nonce).with(asker, NodeTag::write).u8(hops).i64(bootId);
            out.choice(state).epoch(epoch);
            out.i64(sentAtUs).i64(receivedAtUs).optional(clock, ClockStamp::write);
        }

        static ProbeReply read(PayloadReader in) {
            return new ProbeReply(
                    in.i64(),
                    NodeTag.read(in),
                    in.u8(),
                    in.i64(),
                    in.choice(LeaderState.ALL),
                    in.epoch(),
                    in.i64(),
                    in.i64(),
                    in.optional(ClockStamp::read));
        }
    }

    /**
     * That was not taken, and why.
     *
     * @param ofType the type's code of what was refused; 0 when unknown
     * @param ofSeq its number
     * @param channel whose fence follows; {@link ChannelTag#NONE} when none is meant
     * @param highest the highest fence seen there, or the highest epoch with lease 0
     * @param wanted the place in the log that is wanted instead
     */
    record Nack(
            NackReason reason,
            int ofType,
            long ofSeq,
            ChannelTag channel,
            Fence highest,
            LogPosition wanted,
            String detail)
            implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.choice(reason)
                    .u8(ofType)
                    .u32(ofSeq)
                    .with(channel, ChannelTag::write)
                    .fence(highest);
            out.with(wanted, LogPosition::write).text(detail, MAX_DETAIL);
        }

        static Nack read(PayloadReader in) {
            return new Nack(
                    in.choiceOr(NackReason.ALL, NackReason.OTHER),
                    in.u8(),
                    in.u32(),
                    ChannelTag.read(in),
                    in.fence(),
                    LogPosition.read(in),
                    in.text(MAX_DETAIL));
        }
    }

    /** A whole message for a node that is not the sender's direct peer. */
    record Relay(NodeTag to, int hops, Octets message) implements LinkMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(to, NodeTag::write).u8(hops).octets(message, MAX_RELAYED);
        }

        static Relay read(PayloadReader in) {
            return new Relay(NodeTag.read(in), in.u8(), in.octets(MAX_RELAYED));
        }
    }
}
