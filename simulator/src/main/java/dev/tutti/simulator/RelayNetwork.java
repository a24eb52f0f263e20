package dev.tutti.simulator;

import dev.tutti.cluster.relay.LinkCost;
import dev.tutti.cluster.relay.RelayControl;
import dev.tutti.cluster.relay.RelayRoute;
import dev.tutti.cluster.relay.VoiceRouter;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.VoiceFrameView;
import dev.tutti.wire.VoiceFrameWriter;
import dev.tutti.wire.VoiceMessage.RelayReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Nodes on a perfect network and a clock of its own, each with the production classes that carry voice; the first one leads. */
public final class RelayNetwork {
    /** As of Opus at 24 kbit/s. */
    public static final int OPUS_BYTES = 60;

    /** Header and tag of a sealed datagram. */
    private static final int SEAL_BYTES = 32;

    private static final LinkCost GOOD = new LinkCost(2_000, 0, 0);
    private static final long TURN_NS = 200_000_000L;
    private static final int SETTLE_TURNS = 600;

    private final List<NodeId> ids;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<List<NodeId>, Long> copies = new HashMap<>();
    private long nowNs;
    private long bytes;
    private long heard;

    /**
     * What a talk cost.
     *
     * @param frames sent between nodes, and their bytes without IP and UDP
     * @param mostOnALink copies of one frame on one link, both directions together
     * @param busiestNode copies of one frame that one node sends
     * @param heard frames that reached the rooms of a node
     */
    public record Counts(long frames, long bytes, int mostOnALink, int busiestNode, long heard) {}

    public RelayNetwork(List<NodeId> ids, int maxChildren) {
        this.ids = List.copyOf(ids);
        for (NodeId id : ids) {
            nodes.add(new Node(id, maxChildren));
        }
    }

    /** Lets the nodes find their ways. */
    public void settle() {
        for (int turn = 0; turn < SETTLE_TURNS; turn++) {
            nowNs += TURN_NS;
            nodes.forEach(node -> node.control.doWork(nowNs));
        }
    }

    public RelayRoute route(int node) {
        return nodes.get(node).control.route();
    }

    /** Somebody at that node says so many packets. */
    public Counts talk(int node, int packets) {
        var talker = nodes.get(node);
        var writer = new VoiceFrameWriter()
                .talker(new SessionTag(1), NodeTag.of(talker.id), new TalkerTag(7))
                .lease(ChannelTag.NONE, Fence.NONE);
        writer.opus(new byte[OPUS_BYTES], 0, OPUS_BYTES);
        var frame = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        long frames = 0;
        int onALink = 0;
        int byANode = 0;
        bytes = 0;
        heard = 0;
        for (int packet = 1; packet <= packets; packet++) {
            copies.clear();
            writer.media(packet, packet * 960L, 20, 0);
            writer.write(packet, 0, frame.clear());
            talker.router.say(frame.flip());
            frames += copies.values().stream().mapToLong(Long::longValue).sum();
            onALink = Math.max(onALink, mostOnALink());
            byANode = Math.max(byANode, busiestNode());
        }
        return new Counts(frames, bytes, onALink, byANode, heard);
    }

    private int mostOnALink() {
        long most = 0;
        for (var way : copies.entrySet()) {
            long back = copies.getOrDefault(way.getKey().reversed(), 0L);
            most = Math.max(most, way.getValue() + back);
        }
        return (int) most;
    }

    private int busiestNode() {
        var sent = new HashMap<NodeId, Long>();
        copies.forEach((way, count) -> sent.merge(way.getFirst(), count, Long::sum));
        return sent.values().stream().mapToInt(Long::intValue).max().orElse(0);
    }

    private Node node(NodeId id) {
        return nodes.get(ids.indexOf(id));
    }

    private final class Node implements RelayControl.Port, VoiceRouter.Port {
        private final NodeId id;
        private final VoiceRouter router;
        private final RelayControl control;

        Node(NodeId id, int maxChildren) {
            this.id = id;
            router = new VoiceRouter(id, this::deliver, this, () -> nowNs);
            control = new RelayControl(new RelayControl.Setup(id, 1, maxChildren, () -> 0, this));
        }

        private boolean deliver(NodeId to, ByteBuffer message) {
            copies.merge(List.of(id, to), 1L, Long::sum);
            bytes += message.remaining() + SEAL_BYTES;
            // What lies in the sender's buffer is not the receiver's.
            var copy = ByteBuffer.allocate(message.remaining());
            copy.put(message.duplicate()).flip();
            node(to).router.received(id, copy);
            return true;
        }

        @Override
        public Map<NodeId, LinkCost> links() {
            var links = new TreeMap<NodeId, LinkCost>();
            ids.stream().filter(other -> !other.equals(id)).forEach(other -> links.put(other, GOOD));
            return links;
        }

        @Override
        public Optional<NodeId> leader() {
            return Optional.of(ids.getFirst());
        }

        @Override
        public void send(NodeId to, RelayReport report) {
            node(to).control.received(id, report, nowNs);
        }

        @Override
        public void routed(RelayRoute route) {
            router.route(route);
        }

        @Override
        public void heard(EnvelopeView envelope, VoiceFrameView frame) {
            heard++;
        }

        @Override
        public void stale(NodeId peer, long ofSeq, Fence highest) {
            throw new IllegalStateException("nothing is stale where nobody holds the floor");
        }
    }
}
