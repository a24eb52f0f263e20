package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.LinkMessage.AdmissionAnswer;
import dev.tutti.wire.LinkMessage.AdmissionRequest;
import dev.tutti.wire.LinkMessage.Goodbye;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.LinkMessage.SharedState;
import dev.tutti.wire.Message;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Received;
import dev.tutti.wire.WireCodec;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection to one node, both of whose ends have let the other in.
 *
 * <p>Threads: one reads, one writes; any sends and closes.
 */
final class Link {
    /** So long the last words may take. */
    private static final int GOODBYE_MS = 500;

    private static final int TYPE_AT = 2;
    private static final String DATAGRAM_SECRET = "EXPORTER-tutti-datagram-1";

    private final SecureChannel channel;
    private final Hello hello;
    private final long ownLinkNumber;
    private final boolean dialled;
    private final Context context;
    private final Outbox outbox = new Outbox();
    private final WireCodec codec = new WireCodec();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile LinkListener.Ending ending = LinkListener.Ending.CLOSED;
    private volatile long rttUs;

    /** What all links of a node have in common. */
    record Context(
            LinkMessages messages,
            LinkTimes times,
            LinkCounters counters,
            LinkRefusals refusals,
            Deadlines deadlines,
            Upwards upwards) {}

    /** Whom a link tells. */
    interface Upwards {
        void received(Link link, ByteBuffer envelope);

        void shared(Link link, SharedState state);

        /** What this node says to a probe that asks whether it lives. */
        ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs);

        /** Once, after the last of the others. */
        void ended(Link link);
    }

    Link(SecureChannel channel, Greeting.Greeted greeted, boolean dialled, Context context) {
        this.channel = channel;
        this.hello = greeted.hello();
        this.ownLinkNumber = greeted.ownLinkNumber();
        this.dialled = dialled;
        this.context = context;
    }

    void start() throws IOException {
        channel.allow(Envelope.MAX_PAYLOAD);
        channel.idleAfter(context.times().idleMs());
        Thread.ofVirtual().name("link-write-" + peer().shown()).start(this::write);
        Thread.ofVirtual().name("link-read-" + peer().shown()).start(this::read);
    }

    NodeId peer() {
        return channel.peer();
    }

    Hello hello() {
        return hello;
    }

    boolean dialled() {
        return dialled;
    }

    InetSocketAddress remote() {
        return channel.remote();
    }

    /** Where the peer listens, by its own word at the address that it has. */
    InetSocketAddress servesAt() {
        return new InetSocketAddress(channel.remote().getAddress(), hello.port());
    }

    /** By which the peer marks its sealed datagrams to us. */
    long ownLinkNumber() {
        return ownLinkNumber;
    }

    /** Both ends' secret for sealed datagrams of this link. */
    byte[] datagramSecret() throws IOException {
        return channel.secret(DATAGRAM_SECRET);
    }

    /** The newest round trip; 0 before the first. */
    long rttUs() {
        return rttUs;
    }

    LinkListener.Ending ending() {
        return ending;
    }

    /** False when the link is over, or its outbox full: then it ends, since order would be lost. */
    boolean send(byte[] envelope) {
        return switch (outbox.offer(envelope)) {
            case TAKEN -> true;
            case FULL -> {
                context.refusals().refused(LinkEvent.OVERFLOW, peer().shown(), "reads too slowly");
                cut(LinkListener.Ending.CLOSED);
                yield false;
            }
            case CLOSED -> false;
        };
    }

    boolean send(Message message) {
        return send(context.messages().encode(message));
    }

    /** Says good-bye, as far as there is room and time for it, and ends. */
    void close(GoodbyeReason reason, LinkListener.Ending how) {
        if (over.compareAndSet(false, true)) {
            ending = how;
            outbox.finish(context.messages().encode(new Goodbye(reason)));
            channel.closeWithin(context.deadlines(), GOODBYE_MS);
        }
    }

    /** It was never started: there is another link to the same node. */
    void refuseDuplicate() {
        over.set(true);
        try {
            channel.closeWithin(context.deadlines(), GOODBYE_MS);
            channel.write(context.messages().encode(new Goodbye(GoodbyeReason.DUPLICATE)));
            channel.flush();
        } catch (IOException _) {
            // it ends either way
        } finally {
            channel.close();
            ended.countDown();
        }
    }

    /** Ends at once. */
    void cut(LinkListener.Ending how) {
        if (over.compareAndSet(false, true)) {
            ending = how;
        }
        outbox.close();
        channel.close();
    }

    /** Waits until it is over and everybody was told. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void write() {
        try {
            while (true) {
                byte[] next = outbox.take(context.times().pingEveryMs());
                if (next == null) {
                    if (outbox.isClosed()) {
                        break;
                    }
                    next = context.messages().encode(ping());
                }
                channel.write(next);
                context.counters().out(next.length);
                if (outbox.isEmpty()) {
                    channel.flush();
                }
            }
            channel.flush();
        } catch (IOException _) {
            // the reader finds out, too
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            channel.close();
        }
    }

    private Probe ping() {
        long now = context.messages().nowUs();
        return new Probe(now, NodeTag.NONE, 0, now);
    }

    private void read() {
        try {
            while (!over.get()) {
                var envelope = channel.read();
                context.counters().in(envelope.remaining());
                handle(envelope);
            }
        } catch (SocketTimeoutException _) {
            context.counters().count(LinkEvent.IDLE);
            end(LinkListener.Ending.SILENT);
        } catch (EOFException _) {
            end(LinkListener.Ending.CLOSED);
        } catch (LinkException e) {
            context.refusals().refused(e, peer().shown());
            close(e.goodbye().map(Goodbye::reason).orElse(GoodbyeReason.BROKEN), LinkListener.Ending.GOODBYE);
        } catch (IOException _) {
            end(LinkListener.Ending.CLOSED);
        } finally {
            end(LinkListener.Ending.CLOSED);
            context.upwards().ended(this);
            ended.countDown();
        }
    }

    private void end(LinkListener.Ending how) {
        if (over.compareAndSet(false, true)) {
            ending = how;
            outbox.close();
            channel.close();
        }
    }

    private void handle(ByteBuffer envelope) throws LinkException {
        if (!isOurs(envelope)) {
            context.upwards().received(this, envelope);
            return;
        }
        var received = codec.decode(envelope);
        if (received instanceof Received.Refused refused) {
            throw LinkException.broken(refused.verdict(), "sent " + refused.verdict());
        }
        if (!(received instanceof Received.Accepted accepted)) {
            return;
        }
        switch (accepted.message()) {
            case Hello _, AdmissionRequest _, AdmissionAnswer _ ->
                context.refusals().refused(LinkEvent.REPEATED_GREETING, peer().shown(), "greets again; ignored");
            case SharedState state -> context.upwards().shared(this, state);
            case Goodbye _ -> end(LinkListener.Ending.GOODBYE);
            case Probe probe
            when probe.target().equals(NodeTag.NONE) ->
                send(context.upwards()
                        .answer(
                                probe,
                                accepted.envelope().source(),
                                context.messages().nowUs()));
            case ProbeReply reply
            when reply.asker().equals(context.messages().self()) && reply.nonce() == reply.sentAtUs() ->
                rttUs = context.messages().nowUs() - reply.sentAtUs();
            default -> context.upwards().received(this, envelope);
        }
    }

    /** What the link itself reads; everything else goes up unread. */
    private static boolean isOurs(ByteBuffer envelope) {
        int type = envelope.get(envelope.position() + TYPE_AT) & 0xFF;
        return type <= MessageType.PROBE_REPLY.code();
    }
}
