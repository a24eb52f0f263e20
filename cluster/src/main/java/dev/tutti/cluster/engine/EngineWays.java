package dev.tutti.cluster.engine;

import dev.tutti.cluster.Datagrams;
import dev.tutti.cluster.Post;
import dev.tutti.cluster.membership.ElectionCodec;
import dev.tutti.cluster.membership.ElectionMessage;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.FloorSignal;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Octets;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import dev.tutti.wire.sealed.SealedSender;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How the engine's messages go to other nodes; the floor's thread only, but for {@link #know} and {@link #node}. */
final class EngineWays {
    static final int HOPS = 4;
    private static final int MAX_DATAGRAM = Envelope.MAX_DATAGRAM - SealedSender.OVERHEAD;
    /** Each tenth heartbeat is as long as a datagram may be: a link that loses those is none. */
    private static final int PADDED_EVERY = 10;

    private final long self;
    private final NanoClock clock;
    private final Post post;
    private final Datagrams datagrams;
    private final Map<Long, NodeId> ids = new ConcurrentHashMap<>();
    private final WireCodec codec = new WireCodec();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    private long seq;

    EngineWays(NodeId self, NanoClock clock, Post post, Datagrams datagrams) {
        this.self = self.tag();
        this.clock = clock;
        this.post = post;
        this.datagrams = datagrams;
        know(self);
    }

    /** Any thread. */
    void know(NodeId id) {
        ids.put(id.tag(), id);
    }

    /** Any thread: null for a tag nobody here has met. */
    @Nullable NodeId node(long tag) {
        return ids.get(tag);
    }

    /** For people: a node's short id, or the tag of one that nobody here has met. */
    String shown(long tag) {
        NodeId id = ids.get(tag);
        return id == null ? new NodeTag(tag).toString() : id.shown();
    }

    void election(long peerTag, ElectionMessage message) {
        NodeId peer = ids.get(peerTag);
        if (peer == null) {
            return;
        }
        boolean padded = message instanceof ElectionMessage.Heartbeat beat && beat.number() % PADDED_EVERY == 0;
        Message wire = ElectionCodec.toWire(message);
        boolean sent = datagram(peer, SessionTag.NONE, ElectionCodec.source(message), wire, padded ? MAX_DATAGRAM : 0);
        boolean important =
                message instanceof ElectionMessage.RoleAnnounce || message instanceof ElectionMessage.Handover;
        boolean own = ElectionCodec.source(message).value() == self;
        if (own && (important || !sent)) {
            post.send(peer, SessionTag.NONE, wire);
        }
    }

    /** By {@code nextTag}, which is the node itself when there is a direct link. */
    void floor(long toTag, long nextTag, SessionTag session, Message message) {
        NodeId next = ids.get(nextTag);
        if (next == null || nextTag == self) {
            return;
        }
        if (nextTag != toTag) {
            var relay = new LinkMessage.Relay(new NodeTag(toTag), HOPS, Octets.of(bytes(session, message)));
            post.send(next, SessionTag.NONE, relay);
        } else if (!isRepeated(message) || !datagram(next, session, new NodeTag(self), message, 0)) {
            post.send(next, session, message);
        }
    }

    void passOn(long nextTag, LinkMessage.Relay relay) {
        NodeId next = ids.get(nextTag);
        if (next != null && nextTag != self && relay.hops() > 0) {
            var further = new LinkMessage.Relay(relay.to(), relay.hops() - 1, relay.message());
            post.send(next, SessionTag.NONE, further);
        }
    }

    static Received inner(LinkMessage.Relay relay) {
        return new WireCodec().decode(ByteBuffer.wrap(relay.message().toArray()));
    }

    /** What is said again when no answer comes may be lost, and need not wait behind what else is on the link. */
    private static boolean isRepeated(Message message) {
        return switch (message) {
            case FloorSignal.Request _,
                    FloorSignal.Renew _,
                    FloorSignal.Grant _,
                    FloorSignal.Renewed _,
                    FloorSignal.Queued _,
                    FloorSignal.Offered _,
                    FloorSignal.Denied _ -> true;
            default -> false;
        };
    }

    private boolean datagram(NodeId to, SessionTag session, NodeTag source, Message message, int minLength) {
        buffer.clear();
        try {
            codec.encode(envelope(session, source), message, minLength, buffer);
        } catch (BufferOverflowException _) {
            return false;
        }
        return datagrams.send(to, buffer.flip());
    }

    private byte[] bytes(SessionTag session, Message message) {
        var whole = ByteBuffer.allocate(LinkMessage.MAX_RELAYED);
        codec.encode(envelope(session, new NodeTag(self)), message, whole);
        return Arrays.copyOf(whole.array(), whole.position());
    }

    private Envelope envelope(SessionTag session, NodeTag source) {
        long nowUs = TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
        return new Envelope(session, source, ++seq & 0xFFFF_FFFFL, nowUs);
    }
}
