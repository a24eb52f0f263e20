package dev.tutti.cluster.relay;

import dev.tutti.cluster.Datagrams;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.LongTable;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Verdict;
import dev.tutti.wire.VoiceFrameView;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes voice on: what comes from a node goes to this node's rooms and to the next nodes, what is said here goes to the next
 * nodes; each frame once, and none below the highest fence.
 *
 * <p>Threads: {@link #received} on the thread of the datagrams, {@link #say} on the media loop; neither blocks or allocates.
 */
public final class VoiceRouter {
    static final int MAX_STREAMS = 8_192;
    /** Voice that was under way when the way changed is still taken. */
    private static final long GRACE_NS = 2_000_000_000L;

    private final long selfTag;
    private final Datagrams datagrams;
    private final Port port;
    private final NanoClock clock;
    private final Map<NodeId, LinkTraffic> traffic = new ConcurrentHashMap<>();
    private final LongTable<StreamWindow> streams = new LongTable<>(MAX_STREAMS);
    private final FenceTable fences = new FenceTable();
    private final EnvelopeView envelope = new EnvelopeView();
    private final VoiceFrameView frame = new VoiceFrameView();
    private volatile Ways ways = new Ways(RelayRoute.ALONE.hops(), RelayRoute.ALONE.hops(), 0);

    /** The ways of now, and those before, which count for a moment longer. */
    private record Ways(RelayRoute.Hops now, RelayRoute.Hops before, long sinceNs) {}

    /** What the router does not do itself. */
    public interface Port {
        /** A frame for the rooms of this node; on the thread of the datagrams, must neither block nor keep anything. */
        void heard(EnvelopeView envelope, VoiceFrameView frame);

        /** That peer sends voice of a lease that is over; a few times a second at most. */
        void stale(NodeId peer, long ofSeq, Fence highest);
    }

    public VoiceRouter(NodeId self, Datagrams datagrams, Port port, NanoClock clock) {
        selfTag = NodeTag.of(self).value();
        this.datagrams = datagrams;
        this.port = port;
        this.clock = clock;
    }

    /** Voice goes these ways from now on; any thread, one at a time. */
    public void route(RelayRoute route) {
        ways = new Ways(route.hops(), ways.now, clock.nanoTime());
    }

    /** Where voice goes now; any thread. */
    public RelayRoute route() {
        return ways.now.route;
    }

    /** Whether there is nobody to send voice to; any thread. */
    public boolean isAlone() {
        return ways.now.nodes.length == 0;
    }

    /** Nothing below that epoch goes on from now on; any thread. */
    public void adopt(Epoch epoch) {
        fences.adopt(epoch);
    }

    /** What passed the link to that node; any thread. */
    public LinkTraffic.Counts traffic(NodeId node) {
        return of(node).counts();
    }

    /** What passed each link, by node in the order of ids; any thread. */
    public Map<NodeId, LinkTraffic.Counts> traffic() {
        var all = new TreeMap<NodeId, LinkTraffic.Counts>();
        traffic.forEach((node, counts) -> all.put(node, counts.counts()));
        return all;
    }

    private LinkTraffic of(NodeId node) {
        LinkTraffic known = traffic.get(node);
        return known == null ? traffic.computeIfAbsent(node, _ -> new LinkTraffic()) : known;
    }

    /** A frame that this node made, from its position to its limit. */
    public void say(ByteBuffer made) {
        var next = ways.now;
        for (NodeId node : next.nodes) {
            send(node, made);
        }
    }

    private void send(NodeId node, ByteBuffer message) {
        int at = message.position();
        int length = message.remaining();
        boolean taken = datagrams.send(node, message);
        message.position(at);
        of(node).sent(taken, length);
    }

    /** A voice frame came from that node, made by it or passed on; what remains of the buffer. */
    public void received(NodeId from, ByteBuffer message) {
        var link = of(from);
        link.received(message.remaining());
        if (envelope.wrap(message) != Verdict.ACCEPTED
                || envelope.type() != MessageType.VOICE_FRAME.code()
                || frame.wrap(envelope) != Verdict.ACCEPTED) {
            link.malformed();
            return;
        }
        var known = ways;
        if (!isOnTheWay(from, known)) {
            link.offPath();
            return;
        }
        if (envelope.source() == selfTag) {
            link.duplicate();
            return;
        }
        if (!fences.admits(frame)) {
            refuse(from, link);
            return;
        }
        switch (stream().take(frame.mediaSeq())) {
            case DUPLICATE -> link.duplicate();
            case LATE -> link.late();
            case NEW -> {
                passOn(from, known.now, message);
                port.heard(envelope, frame);
            }
        }
    }

    /** F12: the peer is on the way to the talker's node; directly from that node is always on it. */
    private boolean isOnTheWay(NodeId from, Ways known) {
        return known.now.contains(from)
                || (known.before.contains(from) && clock.nanoTime() - known.sinceNs < GRACE_NS)
                || from.tag() == envelope.source();
    }

    private void refuse(NodeId from, LinkTraffic link) {
        link.stale();
        if (link.mayNack(clock.nanoTime())) {
            port.stale(from, envelope.seq(), fences.highest(frame));
        }
    }

    private StreamWindow stream() {
        long key = envelope.source() * 31 + frame.talker();
        StreamWindow window = streams.findOr(key, _ -> new StreamWindow());
        if (window == null) {
            // Those that talk now come back with their next packet.
            streams.clear();
            return stream();
        }
        return window;
    }

    private void passOn(NodeId from, RelayRoute.Hops next, ByteBuffer message) {
        if (next.mesh) {
            return;
        }
        for (int i = 0; i < next.nodes.length; i++) {
            if (next.tags[i] != envelope.source() && !next.nodes[i].equals(from)) {
                send(next.nodes[i], message);
            }
        }
    }
}
