package dev.tutti.cluster.link;

import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.shared.SharedStateCodec;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.FactStore;
import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.LinkMessage.SharedState;
import dev.tutti.wire.NodeTag;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to every other member, kept up for as long as it is one, and the door for those who come. Thread-safe.
 */
public final class Links implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Links.class);

    private final LinkConfig config;
    private final LinkListener listener;
    private final Deadlines deadlines = new Deadlines();
    private final LinkCounters counters = new LinkCounters();
    private final LinkRefusals refusals;
    private final LinkTable table;
    private final Door door;
    private final Greeting greeting;
    private final Link.Context context;
    private final Whereabouts whereabouts;
    private final Introductions introductions;
    private final LinkListening listening;
    private final Map<String, Dialler> diallers = new HashMap<>();
    private final ExecutorService changes = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("link-changes").factory());

    /** Listens, and does nothing yet with who comes. */
    public Links(LinkConfig config, FactStore facts, LinkListener listener) throws IOException {
        this.config = config;
        this.listener = listener;
        var self = config.key().id();
        var clock = config.platform().clock();
        refusals = new LinkRefusals(counters, config.platform().refusals());
        table = new LinkTable(self);
        door = new Door(self, config.books().admission(), config.books().shared(), clock);
        var messages = new LinkMessages(NodeTag.of(self), clock);
        greeting = new Greeting(door, config.books().shared(), messages, config.hello(), config.httpsPort());
        context = new Link.Context(messages, config.times(), counters, refusals, deadlines, new Upwards());
        whereabouts = new Whereabouts(facts);
        introductions = new Introductions(
                config, listener, context, new Introductions.Tools(table, door, greeting, whereabouts));
        listening = new LinkListening(config.bind(), config.port(), introductions::come, refusals);
    }

    public void start() {
        listening.start();
        config.books().admission().onChange(() -> changed(false));
        changed(true);
    }

    public int port() {
        return listening.port();
    }

    public LinkCounters counters() {
        return counters;
    }

    /** Who came and was refused lately. */
    public List<LinkRefusal> refusals() {
        return introductions.refused();
    }

    /** Keeps a link to whatever member is at that address. */
    public void reach(String host, int port) {
        dial(typed(host, port, Purpose.LINK), true);
    }

    /** Asks the node at that address to let us in, until it does; afterwards keeps the link. */
    public void join(String host, int port, Optional<InviteCode> invite) {
        dial(typed(host, port, Purpose.join(invite)), true);
    }

    private static Target typed(String host, int port, Purpose purpose) {
        // The name is looked up at each try.
        return new Target(
                host + ":" + port, Optional.empty(), () -> List.of(new InetSocketAddress(host, port)), purpose);
    }

    /** Discovery saw a node there: a hint for dialling it, if it is a member. */
    public void seen(NodeId node, InetSocketAddress address) {
        if (door.isMember(node) && whereabouts.seen(node, address)) {
            var dialler = dialler(node.value());
            if (dialler != null) {
                dialler.wake();
            }
        }
    }

    /** False when there is no link to that node, or it just ended. */
    public boolean send(NodeId peer, byte[] envelope) {
        var link = table.of(peer);
        return link != null && link.send(envelope);
    }

    /** Sealed, and maybe lost on the way; false when there is no link to that node. What remains of the buffer is sent. */
    public boolean sendDatagram(NodeId peer, ByteBuffer envelope) {
        return config.datagrams().send(peer, envelope);
    }

    public List<NodeId> up() {
        return table.all().stream().map(Link::peer).sorted().toList();
    }

    /** Smoothed by nobody: the newest round trip to that node in microseconds; 0 when unknown. */
    public long rttUs(NodeId peer) {
        var link = table.of(peer);
        return link == null ? 0 : link.rttUs();
    }

    public List<LinkView> views() {
        var views = new ArrayList<LinkView>();
        var shown = new ArrayList<NodeId>();
        for (var link : table.all()) {
            shown.add(link.peer());
            views.add(new LinkView(
                    link.peer().value(),
                    Optional.of(link.peer()),
                    true,
                    Whereabouts.text(link.servesAt()),
                    link.rttUs(),
                    "",
                    false));
        }
        for (var dialler : allDiallers()) {
            var node = dialler.target().node();
            boolean linked =
                    node.map(shown::contains).orElse(dialler.lastFailure().isEmpty());
            if (!linked) {
                var other = node.flatMap(introductions.otherTimings()::of);
                var why = other.orElse(dialler.lastFailure());
                views.add(new LinkView(dialler.target().key(), node, false, "", 0, why, other.isPresent()));
            }
        }
        return views;
    }

    /** Tells everybody the shared state, which changed. Any thread, does not wait. */
    public void shareAgain() {
        post(() -> tell(null));
    }

    private void changed(boolean starting) {
        post(() -> {
            followMembers(starting);
            tell(null);
        });
    }

    private void post(Runnable task) {
        try {
            changes.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("Links do not follow the list of members", e);
                }
            });
        } catch (RejectedExecutionException _) {
            // closed
        }
    }

    /** @param starting later on, a new member is about to be linked by the connection on which it was let in */
    private void followMembers(boolean starting) {
        var self = config.key().id();
        for (var member : config.books().admission().entries()) {
            var id = member.id();
            if (id.equals(self)) {
                continue;
            }
            if (member.removed()) {
                stop(id.value());
                whereabouts.forget(id);
                var link = table.of(id);
                if (link != null) {
                    link.close(GoodbyeReason.NOT_ADMITTED, LinkListener.Ending.GOODBYE);
                }
            } else if (dialler(id.value()) == null) {
                dial(known(member), starting && self.compareTo(id) < 0);
            }
        }
    }

    private Target known(Member member) {
        var id = member.id();
        return new Target(id.value(), Optional.of(id), () -> whereabouts.of(id, member.address()), Purpose.LINK);
    }

    private void tell(@Nullable Link except) {
        var state = greeting.state();
        for (var link : table.all()) {
            if (link != except) {
                link.send(state);
            }
        }
    }

    private void dial(Target target, boolean eager) {
        synchronized (diallers) {
            var backoff = new Backoff(config.times(), config.platform().entropy());
            var dialler = new Dialler(target, eager, backoff, config.platform().clock(), new Work());
            var before = diallers.put(target.key(), dialler);
            if (before != null) {
                before.close();
            }
            dialler.start();
        }
    }

    private void stop(String key) {
        synchronized (diallers) {
            var dialler = diallers.remove(key);
            if (dialler != null) {
                dialler.close();
            }
        }
    }

    private @Nullable Dialler dialler(String key) {
        synchronized (diallers) {
            return diallers.get(key);
        }
    }

    private List<Dialler> allDiallers() {
        synchronized (diallers) {
            return List.copyOf(diallers.values());
        }
    }

    /** What diallers leave to us. */
    private final class Work implements Dialler.Work {
        @Override
        public @Nullable Link linked(NodeId node) {
            return table.of(node);
        }

        @Override
        public Link greet(Socket socket, Target target) throws IOException {
            return introductions.goTo(socket, target);
        }

        @Override
        public void failed(Target target, IOException why, boolean refused) {
            var who = target.node().map(NodeId::shown).orElse(target.key());
            if (why instanceof LinkException link) {
                refusals.refused(link, who);
                return;
            }
            counters.count(refused ? LinkEvent.DIAL_REFUSED : LinkEvent.DIAL_FAILED);
            if (refused && target.node().isPresent() && why instanceof ConnectException) {
                listener.refused(target.node().get());
            }
        }
    }

    /** What links tell us. */
    private final class Upwards implements Link.Upwards {
        @Override
        public void received(Link link, ByteBuffer envelope) {
            listener.received(link.peer(), envelope);
        }

        @Override
        public void shared(Link link, SharedState message) {
            var state = SharedStateCodec.decode(message.state().toArray());
            if (state.isEmpty()) {
                refusals.refused(LinkEvent.REFUSED_BROKEN, link.peer().shown(), "its shared state cannot be read");
                return;
            }
            try {
                switch (config.books().shared().offer(state.get())) {
                    case CHANGED -> post(() -> tell(link));
                    case OWN -> post(() -> tell(null));
                    case FOREIGN ->
                        refusals.refused(LinkEvent.FOREIGN_STATE, link.peer().shown(), "of another cluster");
                    case KNOWN -> {
                        // Nobody wants it again.
                    }
                }
            } catch (IOException e) {
                log.error("What {} shared cannot be kept", link.peer().shown(), e);
            }
        }

        @Override
        public ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs) {
            return config.voice().answer(probe, asker, receivedAtUs);
        }

        @Override
        public void ended(Link link) {
            counters.count(LinkEvent.DOWN);
            config.datagrams().remove(link.peer(), link.ownLinkNumber());
            synchronized (table) {
                if (table.leave(link)) {
                    log.info("No link to {} any more: {}", Greeting.shown(link.peer(), link.hello()), link.ending());
                    listener.down(link.peer(), link.ending());
                }
            }
        }
    }

    /** Says good-bye to everybody. */
    @Override
    public void close() {
        config.books().admission().onChange(() -> {});
        listening.close();
        changes.shutdownNow();
        allDiallers().forEach(Dialler::close);
        var all = table.close();
        all.forEach(link -> link.close(GoodbyeReason.SHUTDOWN, LinkListener.Ending.GOODBYE));
        try {
            for (var link : all) {
                link.awaitEnd();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        deadlines.close();
    }
}
