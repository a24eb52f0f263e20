package dev.tutti.node.cluster;

import dev.tutti.cluster.Datagrams;
import dev.tutti.cluster.Mail;
import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.Post;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.datagram.NodeDatagrams;
import dev.tutti.cluster.link.LinkListener;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.Message;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages to the nodes with a direct link, and from them by their kind. Thread-safe. */
public final class NodeMail implements Mail, Post, Datagrams, LinkListener {
    private static final int USUAL_BYTES = 1024;

    private final NodeTag self;
    private final NanoClock clock;
    private final RefusalLog refusals;
    private final NackDesk nacks;
    private final AtomicLong seq = new AtomicLong();
    private final Map<Class<?>, Letters<?>> readers = new ConcurrentHashMap<>();
    private final List<Mail.Links> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Voice voice;
    private volatile @Nullable Company company;
    private volatile @Nullable Ways ways;

    /** Who hears, besides, how links end, and gets the datagrams that are no voice: the election. */
    interface Company {
        void up(NodeId peer);

        void down(NodeId peer, Ending how);

        void refused(NodeId peer);

        /** A message in a datagram, its own or passed on. */
        void received(NodeId peer, Envelope envelope, Message message);
    }

    private record Ways(dev.tutti.cluster.link.Links links, NodeDatagrams datagrams) {}

    NodeMail(NodeId self, NanoClock clock, RefusalLog refusals) {
        this.self = NodeTag.of(self);
        this.clock = clock;
        this.refusals = refusals;
        nacks = new NackDesk(clock);
    }

    /** The node listens: there are ways from now on. */
    void open(dev.tutti.cluster.link.Links links, NodeDatagrams datagrams) {
        ways = new Ways(links, datagrams);
    }

    @Override
    public <M extends Message> void on(Class<M> kind, Letters<M> listener) {
        readers.put(kind, listener);
    }

    @Override
    public void onVoice(Voice listener) {
        voice = listener;
    }

    @Override
    public void onLinks(Mail.Links listener) {
        watchers.add(listener);
    }

    void accompany(Company listener) {
        company = listener;
    }

    /** The nodes with a direct link, in the order of their ids. */
    public List<NodeId> linked() {
        var open = ways;
        return open == null ? List.of() : open.links().up();
    }

    @Override
    public boolean send(NodeId to, SessionTag session, Message message) {
        var open = ways;
        return open != null && open.links().send(to, encode(session, message));
    }

    private byte[] encode(SessionTag session, Message message) {
        long nowUs = TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
        var envelope = new Envelope(session, self, seq.incrementAndGet() & 0xFFFF_FFFFL, nowUs);
        try {
            return encoded(envelope, message, USUAL_BYTES);
        } catch (BufferOverflowException _) {
            return encoded(envelope, message, Envelope.LENGTH + Envelope.MAX_PAYLOAD);
        }
    }

    private static byte[] encoded(Envelope envelope, Message message, int capacity) {
        var buffer = ByteBuffer.allocate(capacity);
        new WireCodec().encode(envelope, message, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public boolean send(NodeId to, ByteBuffer envelope) {
        var open = ways;
        return open != null && open.datagrams().send(to, envelope);
    }

    /** The thread of the datagrams. */
    void datagram(NodeId peer, ByteBuffer envelope) {
        if (EnvelopeView.typeOf(envelope) == MessageType.VOICE_FRAME.code()) {
            var listener = voice;
            if (listener != null) {
                listener.received(peer, envelope);
            }
            return;
        }
        var other = company;
        if (other != null && read(peer, envelope) instanceof Received.Accepted(Envelope head, Message message)) {
            other.received(peer, head, message);
        }
    }

    // Links

    @Override
    public void up(NodeId peer, Hello hello) {
        var with = company;
        if (with != null) {
            with.up(peer);
        }
        watchers.forEach(watcher -> watcher.up(peer));
    }

    @Override
    public void down(NodeId peer, Ending how) {
        if (how == Ending.REPLACED) {
            return;
        }
        nacks.forget(peer);
        var without = company;
        if (without != null) {
            without.down(peer, how);
        }
        watchers.forEach(watcher -> watcher.down(peer));
    }

    @Override
    public void refused(NodeId peer) {
        var without = company;
        if (without != null) {
            without.refused(peer);
        }
    }

    @Override
    public void received(NodeId peer, ByteBuffer envelope) {
        if (read(peer, envelope) instanceof Received.Accepted(Envelope head, Message message)) {
            if (head.source().equals(NodeTag.of(peer))) {
                hand(peer, head, message);
            } else {
                refusals.refused(Misfit.WRONG_SOURCE, peer.shown(), "speaks for node " + head.source());
            }
        }
    }

    private Received read(NodeId peer, ByteBuffer envelope) {
        var received = new WireCodec().decode(envelope);
        if (received instanceof Received.Refused refused) {
            String detail = "a message of type 0x%02X".formatted(refused.type());
            refusals.refused(refused.verdict(), peer.shown(), detail);
            nacks.answer(peer, refused).ifPresent(nack -> send(peer, SessionTag.NONE, nack));
        }
        return received;
    }

    @SuppressWarnings("unchecked") // a reader stands under the kind it reads
    private void hand(NodeId from, Envelope head, Message message) {
        readers.forEach((kind, reader) -> {
            if (kind.isInstance(message)) {
                ((Letters<Message>) reader).received(from, head, message);
            }
        });
    }
}
