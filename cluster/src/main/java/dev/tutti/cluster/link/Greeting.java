package dev.tutti.cluster.link;

import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.admission.Verdict;
import dev.tutti.cluster.shared.SharedBook;
import dev.tutti.cluster.shared.SharedStateCodec;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.AdmissionVerdict;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.LinkMessage.AdmissionAnswer;
import dev.tutti.wire.LinkMessage.AdmissionRequest;
import dev.tutti.wire.LinkMessage.Goodbye;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.SharedState;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Octets;
import dev.tutti.wire.Received;
import dev.tutti.wire.Timing;
import dev.tutti.wire.WireCodec;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The first words on a connection whose ends have proven their keys. The dialling side says HELLO and asks to be let in;
 * the other side says HELLO and answers, and adds the shared state when the answer is yes. A stranger's connection ends
 * here: two messages are read from it, of bounded length, in bounded time.
 */
final class Greeting {
    static final String EXPORTER = "EXPORTER-tutti-admission-1";

    private final Door door;
    private final SharedBook shared;
    private final LinkMessages messages;
    private final LongFunction<Hello> hello;
    private final int httpsPort;

    /** Both said yes. */
    record Greeted(Hello hello, long ownLinkNumber) {}

    /** @param hello what this node says of itself, given the number that it wants its datagrams of this link marked with */
    Greeting(Door door, SharedBook shared, LinkMessages messages, LongFunction<Hello> hello, int httpsPort) {
        this.door = door;
        this.shared = shared;
        this.messages = messages;
        this.hello = hello;
        this.httpsPort = httpsPort;
    }

    /** The side that came. */
    Greeted ask(SecureChannel channel, Purpose purpose, long linkNumber) throws IOException {
        byte[] exporter = channel.secret(EXPORTER);
        var own = hello.apply(linkNumber);
        send(channel, own);
        send(channel, door.request(purpose, own.name(), httpsPort, exporter));
        channel.flush();
        var theirs = read(channel, Hello.class);
        check(channel, theirs);
        checkTiming(own, theirs);
        var answer = read(channel, AdmissionAnswer.class);
        if (answer.verdict() == AdmissionVerdict.WAITING) {
            throw new LinkException(
                    LinkEvent.WAITING,
                    "the operator there is asked; this node is " + own.rank().nodeId());
        }
        if (answer.verdict() != AdmissionVerdict.ADMITTED) {
            throw new LinkException(
                    LinkEvent.REFUSED_ADMISSION, "it does not let us in: " + Verdict.Reason.of(answer.reason()));
        }
        var host = visitor(channel, theirs, exporter);
        var objection = door.objection(host, answer, purpose);
        if (objection != null) {
            throw refusal(LinkEvent.REFUSED_ADMISSION, objection, GoodbyeReason.NOT_ADMITTED);
        }
        takeState(channel, host, purpose);
        send(channel, state());
        channel.flush();
        return new Greeted(theirs, linkNumber);
    }

    private void takeState(SecureChannel channel, Door.Visitor host, Purpose purpose) throws IOException {
        var state = SharedStateCodec.decode(
                        read(channel, SharedState.class).state().toArray())
                .orElseThrow(() -> new LinkException(LinkEvent.REFUSED_BROKEN, "its shared state cannot be read"));
        if (state.cluster().equals(shared.cluster())) {
            shared.offer(state);
        } else if (purpose.joining() && shared.isAlone()) {
            shared.join(state);
        } else {
            throw refusal(LinkEvent.FOREIGN_STATE, "it is of another cluster", GoodbyeReason.NOT_ADMITTED);
        }
        if (!door.isMember(host.node())) {
            door.trust(host);
        }
    }

    /** The side that was come to. */
    Greeted answer(SecureChannel channel, long linkNumber) throws IOException {
        byte[] exporter = channel.secret(EXPORTER);
        var theirs = read(channel, Hello.class);
        check(channel, theirs);
        var request = read(channel, AdmissionRequest.class);
        var own = hello.apply(linkNumber);
        send(channel, own);
        checkTiming(own, theirs);
        var answer = door.answer(visitor(channel, theirs, exporter), request);
        send(channel, answer);
        if (answer.verdict() == AdmissionVerdict.ADMITTED) {
            send(channel, state());
        }
        channel.flush();
        return switch (answer.verdict()) {
            case ADMITTED -> new Greeted(theirs, linkNumber);
            case WAITING ->
                throw new LinkException(
                        LinkEvent.WAITING,
                        "\"%s\" waits for the operator: ./tutti admit %s"
                                .formatted(
                                        Member.printable(theirs.name(), Member.MAX_NAME_LENGTH),
                                        channel.peer().shown()));
            case REFUSED ->
                throw new LinkException(
                        LinkEvent.REFUSED_ADMISSION,
                        Verdict.Reason.of(answer.reason()).toString());
        };
    }

    SharedState state() {
        return new SharedState(Octets.of(SharedStateCodec.encode(shared.state())));
    }

    private static Door.Visitor visitor(SecureChannel channel, Hello hello, byte[] exporter) {
        return new Door.Visitor(
                channel.peer(), hello.name(), channel.remote().getAddress().getHostAddress(), hello.port(), exporter);
    }

    /** It speaks for the node whose key it proved, and in a version that we know. */
    private static void check(SecureChannel channel, Hello hello) throws LinkException {
        if (!hello.rank().nodeId().equals(channel.peer())) {
            throw refusal(
                    LinkEvent.REFUSED_SOURCE,
                    "says that it is " + hello.rank().nodeId().shown(),
                    GoodbyeReason.BROKEN);
        }
        if (version(hello) < 0) {
            throw refusal(
                    LinkEvent.REFUSED_VERSION,
                    "speaks versions %d to %d".formatted(hello.minVersion(), hello.maxVersion()),
                    GoodbyeReason.VERSION);
        }
    }

    /**
     * With other times it would be silent for longer than we wait for, or we for longer than it does: links would come and
     * go, and leases outlive the wait of the next leader. Each serves on its own until its operator has seen it.
     */
    private static void checkTiming(Hello own, Hello theirs) throws LinkException {
        if (own.timing() != theirs.timing()) {
            throw refusal(
                    LinkEvent.REFUSED_TIMING,
                    "it runs with timing = %s, this node with timing = %s; start one of them again with the other's"
                            .formatted(word(theirs.timing()), word(own.timing())),
                    GoodbyeReason.TIMING);
        }
    }

    private static String word(Timing timing) {
        return timing.name().toLowerCase(Locale.ROOT);
    }

    /** The highest version that both speak, or -1. Pure. */
    static int version(Hello theirs) {
        int highest = Math.min(theirs.maxVersion(), Envelope.VERSION);
        return highest >= Math.max(theirs.minVersion(), Envelope.VERSION) ? highest : -1;
    }

    private void send(SecureChannel channel, Message message) throws IOException {
        channel.write(messages.encode(message));
    }

    private static <T extends Message> T read(SecureChannel channel, Class<T> wanted) throws IOException {
        var received = new WireCodec().decode(channel.read());
        if (!(received instanceof Received.Accepted accepted)) {
            throw refusal(LinkEvent.REFUSED_BROKEN, String.valueOf(received), GoodbyeReason.BROKEN);
        }
        if (accepted.message() instanceof Goodbye goodbye) {
            throw new LinkException(LinkEvent.REFUSED_ADMISSION, "it said good-bye: " + goodbye.reason());
        }
        if (!wanted.isInstance(accepted.message())) {
            throw refusal(
                    LinkEvent.REFUSED_BROKEN,
                    "said %s instead of %s"
                            .formatted(accepted.message().getClass().getSimpleName(), wanted.getSimpleName()),
                    GoodbyeReason.BROKEN);
        }
        if (accepted.envelope().source().value() != NodeTag.of(channel.peer()).value()) {
            throw refusal(
                    LinkEvent.REFUSED_SOURCE,
                    "speaks for " + accepted.envelope().source(),
                    GoodbyeReason.BROKEN);
        }
        return wanted.cast(accepted.message());
    }

    private static LinkException refusal(LinkEvent event, String why, GoodbyeReason reason) {
        return new LinkException(event, why, Optional.of(new Goodbye(reason)));
    }

    /** For logs: the node, and what it calls itself. */
    static String shown(NodeId node, Hello hello) {
        return "%s (%s)".formatted(node.shown(), Member.printable(hello.name(), Member.MAX_NAME_LENGTH));
    }
}
