package dev.tutti.node.cluster;

import dev.tutti.cluster.link.LinkConfig;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.LogState;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Rank;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What this node says of itself on links. */
final class NodeVoice implements LinkConfig.Voice {
    /** A hub in the sense of the cluster's rules: a machine that may lead. */
    static final int NODE_CLASS = Rank.HUB;

    private final NodeCluster.Setup setup;
    private final int port;
    private final BooleanSupplier isHub;
    private final long startedAtMs;
    private final long bootId;

    NodeVoice(NodeCluster.Setup setup, int port, BooleanSupplier isHub) {
        this.setup = setup;
        this.port = port;
        this.isHub = isHub;
        startedAtMs = setup.platform().wallClock().now().toEpochMilli();
        bootId = ByteBuffer.wrap(setup.platform().entropy().bytes(Long.BYTES)).getLong();
    }

    @Override
    public Hello hello(long linkNumber) {
        int processors = Runtime.getRuntime().availableProcessors();
        var rank = new Rank(
                isHub.getAsBoolean(),
                NODE_CLASS,
                processors,
                startedAtMs,
                setup.key().id());
        return new Hello(
                Envelope.VERSION,
                Envelope.VERSION,
                rank,
                setup.config().identity().name(),
                bootId,
                port,
                linkNumber,
                Epoch.NONE,
                LogState.EMPTY,
                Optional.empty(),
                List.of());
    }

    @Override
    public ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs) {
        return new ProbeReply(
                probe.nonce(),
                asker,
                0,
                bootId,
                LeaderState.JOINING,
                Epoch.NONE,
                probe.sentAtUs(),
                receivedAtUs,
                Optional.empty());
    }
}
