package dev.tutti.cluster.link;

import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.sealed.SealedLink;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes links of connections: proof of keys, greeting, and which of two connections to one node stays. Thread-safe. */
final class Introductions {
    /** HELLO with all its fences, or the shared state. */
    private static final int MAX_GREETING_PAYLOAD = 96 * 1024;

    private static final long MAX_LINK_NUMBER = 0xFFFF_FFFFL;
    private static final Logger log = LoggerFactory.getLogger(Introductions.class);

    private final LinkConfig config;
    private final LinkListener listener;
    private final NodeTls tls;
    private final Link.Context context;
    private final Tools tools;
    private final AtomicLong linkNumbers;
    private final RefusedVisitors visitors;
    private final OtherTimings otherTimings;

    /** What links have in common before there is one. */
    record Tools(LinkTable table, Door door, Greeting greeting, Whereabouts whereabouts) {}

    Introductions(LinkConfig config, LinkListener listener, Link.Context context, Tools tools) {
        this.config = config;
        this.listener = listener;
        this.context = context;
        this.tools = tools;
        tls = new NodeTls(config.key());
        visitors = new RefusedVisitors(config.platform().clock());
        otherTimings = new OtherTimings(tools.door(), config.platform().clock());
        byte[] first = config.platform().entropy().bytes(Integer.BYTES);
        linkNumbers = new AtomicLong(ByteBuffer.wrap(first).getInt() & MAX_LINK_NUMBER);
    }

    /** Somebody came; on a thread of its own. */
    void come(Socket socket) {
        var who = socket.getInetAddress().getHostAddress();
        var deadline = context.deadlines().arm(socket, config.times().greetingMs());
        try {
            socket.setTcpNoDelay(true);
            var channel = SecureChannel.prove(socket, tls.server(socket), MAX_GREETING_PAYLOAD);
            who = channel.peer().shown() + " at " + who;
            try {
                var link = new Link(channel, tools.greeting().answer(channel, nextNumber()), false, context);
                deadline.disarm();
                enter(link);
            } catch (LinkException e) {
                otherTimings.failed(channel.peer(), e);
                e.goodbye()
                        .ifPresent(goodbye ->
                                sayGoodbye(channel, context.messages().encode(goodbye)));
                throw e;
            }
        } catch (LinkException e) {
            refused(e, who);
            Deadlines.closeQuietly(socket);
        } catch (IOException e) {
            context.refusals().refused(LinkEvent.REFUSED_SLOW, who, String.valueOf(e.getMessage()));
            Deadlines.closeQuietly(socket);
        } catch (RuntimeException e) {
            Deadlines.closeQuietly(socket);
            log.error("{} could not be greeted", who, e);
        } finally {
            deadline.disarm();
        }
    }

    OtherTimings otherTimings() {
        return otherTimings;
    }

    /** Who came and was refused lately. */
    List<LinkRefusal> refused() {
        return visitors.lately();
    }

    private void refused(LinkException why, String who) {
        if (why.event() == LinkEvent.LEFT) {
            context.counters().count(LinkEvent.LEFT);
        } else {
            visitors.note(why.event(), who, String.valueOf(why.getMessage()));
            context.refusals().refused(why, who);
        }
    }

    private static void sayGoodbye(SecureChannel channel, byte[] goodbye) {
        try {
            channel.write(goodbye);
            channel.flush();
        } catch (IOException _) {
            // it ends anyway
        }
    }

    /** A connection that we opened; the link that there is to that node then. */
    Link goTo(Socket socket, Target target) throws IOException {
        var deadline = context.deadlines().arm(socket, config.times().greetingMs());
        try {
            var channel = SecureChannel.prove(socket, tls.client(socket, target.node()), MAX_GREETING_PAYLOAD);
            try {
                var greeted = tools.greeting().ask(channel, target.purpose(), nextNumber());
                deadline.disarm();
                return enter(new Link(channel, greeted, true, context));
            } catch (LinkException e) {
                otherTimings.failed(channel.peer(), e);
                e.goodbye()
                        .ifPresent(goodbye ->
                                sayGoodbye(channel, context.messages().encode(goodbye)));
                throw e;
            }
        } finally {
            deadline.disarm();
        }
    }

    /** The link that there is to that node from now on: this one or, when both dialled at once, maybe the other. */
    private Link enter(Link link) throws IOException {
        tools.whereabouts().met(link.peer(), link.servesAt());
        var kept = keepOne(link);
        // What changed since the greeting was told to those who were linked then, and nobody says it twice.
        kept.send(tools.greeting().state());
        return kept;
    }

    private Link keepOne(Link link) throws IOException {
        synchronized (tools.table()) {
            var entry = tools.table().enter(link);
            if (!entry.kept()) {
                context.counters().count(LinkEvent.DUPLICATE);
                link.refuseDuplicate();
                var held = tools.table().of(link.peer());
                if (held == null) {
                    throw new LinkException(LinkEvent.DUPLICATE, "there was another link, and it is over");
                }
                return held;
            }
            entry.replaced().ifPresent(before -> {
                context.counters().count(LinkEvent.DUPLICATE);
                before.close(GoodbyeReason.DUPLICATE, LinkListener.Ending.REPLACED);
                listener.down(before.peer(), LinkListener.Ending.REPLACED);
            });
            seal(link);
            otherTimings.linked(link.peer());
            context.counters().count(LinkEvent.UP);
            log.info("Linked to {} at {}", Greeting.shown(link.peer(), link.hello()), Whereabouts.text(link.remote()));
            listener.up(link.peer(), link.hello());
            link.start();
            if (!tools.door().isMember(link.peer())) {
                // It was removed while it was greeted.
                link.close(GoodbyeReason.NOT_ADMITTED, LinkListener.Ending.GOODBYE);
            }
            return link;
        }
    }

    private void seal(Link link) throws IOException {
        long peerNumber = link.hello().linkNumber();
        var sealed = SealedLink.of(link.datagramSecret(), link.dialled(), link.ownLinkNumber(), peerNumber);
        config.datagrams().add(link.peer(), link.ownLinkNumber(), link.servesAt(), sealed);
    }

    private long nextNumber() {
        long number = linkNumbers.incrementAndGet() & MAX_LINK_NUMBER;
        config.datagrams().begin(number);
        return number;
    }
}
