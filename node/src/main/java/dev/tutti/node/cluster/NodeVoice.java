package dev.tutti.node.cluster;

import dev.tutti.cluster.engine.ClusterEngine;
import dev.tutti.cluster.link.LinkConfig;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.LogState;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Rank;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What this node says of itself on links. */
final class NodeVoice implements LinkConfig.Voice {
    private final NodeCluster.Setup setup;
    private final int port;
    private final Supplier<Rank> rank;
    private final ClusterEngine engine;
    private final long bootId;

    NodeVoice(NodeCluster.Setup setup, int port, Supplier<Rank> rank, ClusterEngine engine, long bootId) {
        this.setup = setup;
        this.port = port;
        this.rank = rank;
        this.engine = engine;
        this.bootId = bootId;
    }

    @Override
    public Hello hello(long linkNumber) {
        return new Hello(
                Envelope.VERSION,
                Envelope.VERSION,
                rank.get(),
                setup.config().identity().name(),
                bootId,
                port,
                linkNumber,
                engine.leader().epoch(),
                LogState.EMPTY,
                Optional.empty(),
                List.of(),
                setup.config().nodes().timing());
    }

    @Override
    public ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs) {
        return new ProbeReply(
                probe.nonce(),
                asker,
                0,
                bootId,
                engine.view().state(),
                engine.leader().epoch(),
                probe.sentAtUs(),
                receivedAtUs,
                Optional.empty());
    }
}
