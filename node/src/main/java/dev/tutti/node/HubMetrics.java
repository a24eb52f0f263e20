package dev.tutti.node;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.engine.ClusterEngine;
import dev.tutti.cluster.link.LinkEvent;
import dev.tutti.cluster.membership.ElectionCounters;
import dev.tutti.cluster.relay.LinkTraffic;
import dev.tutti.foundation.NodeId;
import dev.tutti.media.MediaServer;
import dev.tutti.media.forward.RemoteVoices;
import dev.tutti.media.room.RemoteRooms;
import dev.tutti.media.transport.DropReason;
import dev.tutti.media.transport.MediaCounters;
import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.replication.NodeLog;
import dev.tutti.node.trunk.NodeTrunk;
import dev.tutti.node.trust.HubTrust;
import dev.tutti.node.v1.V1Guests;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.wire.Verdict;
import dev.tutti.wire.sealed.SealedVerdict;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What {@code /metrics} tells: the process, and how much each part of the hub has to do. Thread-safe. */
final class HubMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void bindProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    void bindParts(Sessions sessions, FloorLoop floor, MediaServer media) {
        gauge("tutti.sessions", "Sessions that run", sessions, all -> all.live().size());
        gauge("tutti.floor.load", "How full the floor's mailbox is, 0 to 1", floor, FloorLoop::load);
        gauge("tutti.media.rooms", "Rooms of the media plane", media, MediaServer::rooms);
        var counters = media.loop().counters();
        gauge("tutti.media.transports", "Peer connections", counters, MediaCounters::transports);
        count("tutti.media.packets.in", "Datagrams received", counters, MediaCounters::packetsIn);
        count("tutti.media.packets.out", "Datagrams sent", counters, MediaCounters::packetsOut);
        count("tutti.media.bytes.in", "Bytes received", counters, MediaCounters::bytesIn);
        count("tutti.media.bytes.out", "Bytes sent", counters, MediaCounters::bytesOut);
        count("tutti.media.overflows", "Tasks the loop had no room for", counters, MediaCounters::mailboxOverflows);
        for (var reason : DropReason.values()) {
            FunctionCounter.builder(
                            "tutti.media.dropped",
                            counters,
                            all -> all.dropped().getOrDefault(reason, 0L))
                    .description("Datagrams thrown away")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    void bindTrust(HubTrust trust) {
        gauge("tutti.certificate.expiry.seconds", "When the certificate ends, since 1970", trust, HubTrust::expiresAtS);
    }

    /** Of apps that speak protocol v1, where they are let in. */
    void bindV1(V1Guests v1) {
        if (v1.port() == 0) {
            return;
        }
        gauge("tutti.v1.apps", "Apps of protocol v1 that are connected", v1, V1Guests::count);
        gauge("tutti.v1.waiting", "Of those, apps whose channel no live session has", v1, V1Guests::waiting);
        count("tutti.v1.refused", "Connections and frames of such apps that were not taken", v1, V1Guests::refused);
    }

    /** @param store of the log on this node's disk */
    void bindNodes(NodeCluster cluster, NodeTrunk trunk, MediaServer media, NodeLog log, LogStore store) {
        bindVoice(trunk, media);
        bindLog(cluster, log, store);
        gauge("tutti.node.links", "Links to other nodes", cluster, NodeCluster::linked);
        gauge("tutti.node.members", "Nodes of the hub, this one too", cluster, NodeCluster::members);
        bindElection(cluster.engine());
        bindRefusals(cluster);
        for (var event : LinkEvent.values()) {
            FunctionCounter.builder("tutti.node.link.events", cluster, all -> all.count(event))
                    .description("What happened to links")
                    .tag("event", event.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (var verdict : SealedVerdict.values()) {
            FunctionCounter.builder("tutti.node.datagrams", cluster, all -> all.count(verdict))
                    .description("Sealed datagrams that came")
                    .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void bindRefusals(NodeCluster cluster) {
        var kinds = new ArrayList<Enum<?>>(List.of(Misfit.values()));
        Stream.of(Verdict.values()).filter(Verdict::isRefusal).forEach(kinds::add);
        for (Enum<?> kind : kinds) {
            FunctionCounter.builder("tutti.node.refused", cluster.refusals(), all -> all.count(kind))
                    .description("Messages of other nodes that were not taken")
                    .tag("verdict", RefusalLog.word(kind))
                    .register(registry);
        }
    }

    private void bindLog(NodeCluster cluster, NodeLog log, LogStore store) {
        var newest = new AtomicInteger();
        gauge("tutti.log.copies", "Disks that had the newest event at the last look; 0 at a copy", newest, copies -> {
            if (!cluster.isHub()) {
                return 0;
            }
            log.copies(store.end().index(), copies::set);
            return copies.get();
        });
    }

    private void bindVoice(NodeTrunk trunk, MediaServer media) {
        var voices = media.remoteVoices();
        gauge("tutti.voice.remote", "People in rooms through other nodes", media.remoteRooms(), RemoteRooms::count);
        gauge(
                "tutti.voice.children",
                "Nodes that take voice from this one",
                trunk,
                one -> one.route().children().size());
        count(
                "tutti.voice.overflows",
                "Packets of other nodes that the loop was too slow for",
                voices,
                RemoteVoices::overflows);
        count("tutti.voice.strays", "Packets of tracks that nobody announced", voices, RemoteVoices::strays);
        trunk.onLink(node -> bindLink(trunk, node));
    }

    /** What passed the link to that node; registered when it is up for the first time. */
    private void bindLink(NodeTrunk trunk, NodeId node) {
        link(trunk, node, "sent", LinkTraffic.Counts::sent);
        link(trunk, node, "unsent", LinkTraffic.Counts::unsent);
        link(trunk, node, "received", LinkTraffic.Counts::received);
        link(trunk, node, "duplicate", LinkTraffic.Counts::duplicates);
        link(trunk, node, "late", LinkTraffic.Counts::late);
        link(trunk, node, "stale", LinkTraffic.Counts::stale);
        link(trunk, node, "off_path", LinkTraffic.Counts::offPath);
        link(trunk, node, "malformed", LinkTraffic.Counts::malformed);
    }

    private void link(NodeTrunk trunk, NodeId node, String fate, ToDoubleFunction<LinkTraffic.Counts> count) {
        FunctionCounter.builder("tutti.voice.frames", trunk, one -> count.applyAsDouble(one.traffic(node)))
                .description("Voice frames on the link to a node")
                .tag("node", node.shown())
                .tag("fate", fate)
                .register(registry);
    }

    private void bindElection(ClusterEngine engine) {
        gauge(
                "tutti.cluster.members",
                "Nodes that are reached, this one too",
                engine,
                all -> all.members().size());
        gauge(
                "tutti.cluster.term",
                "The term obeyed",
                engine,
                all -> all.leader().epoch().term());
        gauge("tutti.cluster.leads", "1 while this node leads", engine, all -> all.leads() ? 1 : 0);
        var counters = engine.counters();
        FunctionTimer.builder(
                        "tutti.cluster.convergence",
                        counters,
                        ElectionCounters::convergences,
                        ElectionCounters::convergenceSumNs,
                        TimeUnit.NANOSECONDS)
                .description("From a suspicion to the leader that ended it")
                .register(registry);
        gauge(
                "tutti.cluster.convergence.longest.seconds",
                "The longest of them since the start",
                counters,
                all -> all.convergenceMaxNs() / 1e9);
        count("tutti.cluster.suspicions", "Leaders that fell silent", counters, ElectionCounters::suspicions);
        count("tutti.cluster.confirmed", "Suspicions that a probe ended", counters, ElectionCounters::confirmedAlive);
        count("tutti.cluster.claims", "Attempts to lead", counters, ElectionCounters::claims);
        count("tutti.cluster.claims.failed", "Those that came to nothing", counters, ElectionCounters::failedClaims);
        count("tutti.cluster.raises", "Terms taken above another leader's", counters, ElectionCounters::raises);
        count("tutti.cluster.demotions", "Leaderships lost", counters, ElectionCounters::demotions);
        count("tutti.cluster.handovers", "Leaderships given away", counters, ElectionCounters::handovers);
        count("tutti.cluster.gaps", "Times that time jumped", counters, ElectionCounters::gaps);
        count("tutti.cluster.pauses", "Late turns that changed nothing", counters, ElectionCounters::pauses);
        count("tutti.cluster.refused.terms", "Terms too high to believe", counters, ElectionCounters::refusedTerms);
        count("tutti.cluster.alarms", "Raises that came too fast", counters, ElectionCounters::alarms);
        count("tutti.cluster.disk.failures", "Terms that could not be kept", counters, ElectionCounters::diskFailures);
    }

    private <T> void count(String name, String help, T part, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, part, value).description(help).register(registry);
    }

    private <T> void gauge(String name, String help, T part, ToDoubleFunction<T> value) {
        Gauge.builder(name, part, value).description(help).strongReference(true).register(registry);
    }
}
