package dev.tutti.node.cluster;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.engine.ClusterEngine;
import dev.tutti.cluster.engine.Company;
import dev.tutti.cluster.link.LinkListener;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.FloorSignal;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.Rank;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** This node as its election sees it, and what the election hears of links. Thread-safe. */
final class NodeCompany implements Company, NodeMail.Company {
    private final NodeCluster cluster;
    private final int nodeClass;
    private final BooleanSupplier hasClients;
    private final long startedAtMs;
    private volatile @Nullable ClusterEngine engine;

    NodeCompany(NodeCluster cluster, int nodeClass, long startedAtMs, BooleanSupplier hasClients) {
        this.cluster = cluster;
        this.nodeClass = nodeClass;
        this.startedAtMs = startedAtMs;
        this.hasClients = hasClients;
    }

    /** That engine hears from here on what links and other nodes say. */
    void join(ClusterEngine listener, NodeMail mail) {
        engine = listener;
        mail.accompany(this);
        mail.on(LeaderMessage.class, listener::received);
        mail.on(FloorSignal.class, listener::received);
        mail.on(LinkMessage.class, listener::received);
    }

    @Override
    public Rank rank() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Rank(cluster.isHub(), nodeClass, processors, startedAtMs, cluster.self());
    }

    @Override
    public NodeId writer() {
        return cluster.shared().hub();
    }

    @Override
    public List<NodeId> peers() {
        return cluster.admission().members().stream()
                .map(member -> member.id())
                .filter(id -> !id.equals(cluster.self()))
                .toList();
    }

    @Override
    public boolean hasClients() {
        return hasClients.getAsBoolean();
    }

    @Override
    public void up(NodeId peer) {
        var listener = engine;
        if (listener != null) {
            listener.up(peer);
        }
    }

    @Override
    public void down(NodeId peer, LinkListener.Ending how) {
        var listener = engine;
        if (listener != null) {
            listener.down(peer, how == LinkListener.Ending.GOODBYE);
        }
    }

    @Override
    public void refused(NodeId peer) {
        var listener = engine;
        if (listener != null) {
            listener.refused(peer);
        }
    }

    @Override
    public void received(NodeId peer, Envelope envelope, Message message) {
        var listener = engine;
        if (listener != null) {
            listener.received(peer, envelope, message);
        }
    }

    @Override
    public void refused(String who, Misfit kind, String detail) {
        cluster.refusals().refused(kind, who, detail);
    }
}
