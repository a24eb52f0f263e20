package dev.tutti.node.cluster;

import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.datagram.NodeDatagrams;
import dev.tutti.cluster.discovery.Announcement;
import dev.tutti.cluster.discovery.MdnsDiscovery;
import dev.tutti.cluster.discovery.ProbeDesk;
import dev.tutti.cluster.discovery.Sighting;
import dev.tutti.cluster.discovery.SightingBook;
import dev.tutti.cluster.engine.ClusterEngine;
import dev.tutti.cluster.engine.EngineTimes;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.cluster.link.LinkConfig;
import dev.tutti.cluster.link.LinkEvent;
import dev.tutti.cluster.link.LinkTimes;
import dev.tutti.cluster.link.Links;
import dev.tutti.cluster.shared.Credentials;
import dev.tutti.cluster.shared.SharedBook;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.HubStart;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.wire.Timing;
import dev.tutti.wire.sealed.SealedVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node among the others: opened before the hub serves, started when it does. Thread-safe. */
public final class NodeCluster implements AutoCloseable {
    private static final int PROBE_EVERY_S = 20;
    private static final int LOOK_EVERY_S = 3;
    private static final int SETTLE_AFTER_S = 5;
    private static final Logger log = LoggerFactory.getLogger(NodeCluster.class);

    private final Setup setup;
    private final AdmissionBook admission;
    private final SharedBook shared;
    private final SightingBook sightings;
    private final NodeMail mail;
    private final RefusalLog refusals;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("node-discovery").daemon().factory());
    private volatile @Nullable Running running;
    private volatile @Nullable Speaking voice;
    private List<InetAddress> announcedOn = List.of();

    /** What it stands on. */
    public record Setup(
            HubConfig config, NodeKey key, FactStore facts, OwnCredentials own, String version, Platform platform) {}

    /** Clocks and randomness. */
    public record Platform(NanoClock clock, WallClock wallClock, Entropy entropy) {}

    private record Running(
            NodePorts ports, Links links, NodeDatagrams datagrams, ProbeDesk probes, MdnsDiscovery mdns) {}

    private NodeCluster(Setup setup, AdmissionBook admission, SharedBook shared) {
        this.setup = setup;
        this.admission = admission;
        this.shared = shared;
        refusals = new RefusalLog(setup.platform().clock());
        mail = new NodeMail(setup.key().id(), setup.platform().clock(), refusals);
        sightings = new SightingBook(setup.key().id(), setup.platform().clock(), this::seen);
    }

    /**
     * Opens the books; the node is not to be seen yet.
     *
     * @param folder where the shared state is kept
     * @param use puts credentials into use that come later
     */
    public static NodeCluster open(Setup setup, Path folder, CredentialUse use) throws IOException {
        var platform = setup.platform();
        var config = setup.config();
        var admission = AdmissionBook.open(
                setup.facts(),
                new AdmissionBook.Self(setup.key().id(), config.identity().name()),
                config.nodes().allowed(),
                platform.wallClock(),
                platform.entropy());
        var share = new OwnShare(setup.facts());
        var shared = SharedBook.open(
                folder,
                setup.key().id(),
                admission,
                new SharedBook.Ports(before -> setup.own().shared(before, share), use::use),
                platform.entropy());
        return new NodeCluster(setup, admission, shared);
    }

    /** With what this node serves now. */
    public Credentials credentials() {
        return shared.state().credentials();
    }

    /** Whose credentials all nodes share; this node's own when it has joined nobody. */
    public boolean isHub() {
        return shared.hub().equals(setup.key().id());
    }

    /** Whether this node may decide as the hub, if it is it: who else may have become it had time to say so. */
    public boolean isSettled() {
        return shared.isSettled();
    }

    /** The hub's own authority was renewed: the others get the new one. */
    public void ownCredentialsChanged() throws IOException {
        share(shared.change());
    }

    private void share(boolean news) {
        var now = running;
        if (news && now != null) {
            now.links().shareAgain();
        }
    }

    /** Joins this node's floor to those of the others; once, before the start. */
    public ClusterEngine engine(HubStart start, FloorHistory history, BooleanSupplier hasClients) {
        var platform = setup.platform();
        var nodes = setup.config().nodes();
        var company = new NodeCompany(
                this, nodes.type().nodeClass(), platform.wallClock().now().toEpochMilli(), hasClients);
        var made = new ClusterEngine(
                new ClusterEngine.Setup(
                        self(),
                        start.bootId(),
                        start.term(),
                        EngineTimes.of(nodes.timing()),
                        company,
                        term -> HubStart.keepTerm(setup.facts(), term),
                        history,
                        new ClusterEngine.Clocks(platform.clock(), platform.wallClock())),
                mail,
                mail);
        company.join(made, mail);
        voice = new Speaking(made, company, start.bootId());
        return made;
    }

    private record Speaking(ClusterEngine engine, NodeCompany company, long bootId) {}

    /** Who leads and who is there. */
    public ClusterEngine engine() {
        return Objects.requireNonNull(voice, "the floor is not joined to the others yet")
                .engine();
    }

    /** Listens, links to the members, and looks for them. */
    @SuppressWarnings("FutureReturnValueIgnored") // they run until the thread is shut down
    public void start(NodePorts ports) throws IOException {
        var config = setup.config();
        var bind = ports.bind(config);
        var speaking = Objects.requireNonNull(voice, "the floor is not joined to the others yet");
        var hello = new NodeVoice(setup, ports.node(), speaking.company()::rank, speaking.engine(), speaking.bootId());
        var datagrams = new NodeDatagrams(bind, ports.node(), new DatagramDoor(mail, refusals, this::probes), refusals);
        var links = new Links(
                new LinkConfig(
                        setup.key(),
                        bind,
                        ports.node(),
                        ports.https(),
                        LinkTimes.of(config.nodes().timing()),
                        new LinkConfig.Books(admission, shared),
                        hello,
                        new LinkConfig.Platform(
                                setup.platform().clock(), setup.platform().entropy(), refusals),
                        datagrams),
                setup.facts(),
                mail);
        mail.open(links, datagrams);
        var probes = new ProbeDesk(
                () -> announcement(ports),
                sightings,
                datagrams::sendPlain,
                setup.platform().clock(),
                setup.platform().entropy());
        var mdns = new MdnsDiscovery(() -> announcement(ports), sightings, ports.foreign());
        running = new Running(ports, links, datagrams, probes, mdns);
        datagrams.start();
        links.start();
        for (PeerAddress peer : config.nodes().peers()) {
            links.reach(peer.host(), peer.port());
        }
        config.nodes()
                .join()
                .ifPresent(at -> links.join(at.host(), at.port(), config.nodes().invite()));
        thread.schedule(guarded(this::settle), SETTLE_AFTER_S, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(guarded(this::look), 0, LOOK_EVERY_S, TimeUnit.SECONDS);
        if (config.nodes().mdns()) {
            thread.scheduleWithFixedDelay(guarded(this::probe), 1, PROBE_EVERY_S, TimeUnit.SECONDS);
        }
    }

    private Announcement announcement(NodePorts ports) {
        return new Announcement(
                setup.key().id(),
                setup.config().identity().name(),
                ports.node(),
                ports.https(),
                setup.config().nodes().type(),
                setup.config().nodes().type().nodeClass(),
                shared.hub(),
                setup.version());
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("Looking for other nodes failed; trying again", e);
            }
        };
    }

    /** Discovery thread: nobody was there to say that another node is the hub now. */
    private void settle() {
        try {
            share(shared.settle());
        } catch (IOException e) {
            log.error("What this hub's configuration says now is not shared: the disk did not take it", e);
        }
    }

    /** Discovery thread: follows the machine's addresses. */
    private void look() {
        var now = running;
        if (now == null || !setup.config().nodes().mdns()) {
            return;
        }
        var addresses = now.ports().addresses().get();
        if (!addresses.equals(announcedOn)) {
            announcedOn = addresses;
            now.mdns().listenOn(addresses);
        }
    }

    /** Discovery thread: who is there, and is who was seen still there? */
    private void probe() {
        var now = running;
        if (now == null) {
            return;
        }
        var known = sightings.fresh().stream()
                .map(aged -> aged.sighting().address())
                .distinct()
                .toList();
        now.probes().ask(PeerAddress.DEFAULT_PORT, known);
    }

    private void seen(Sighting sighting) {
        var now = running;
        if (now != null) {
            now.links().seen(sighting.announcement().node(), sighting.address());
        }
    }

    private @Nullable ProbeDesk probes() {
        var now = running;
        return now == null ? null : now.probes();
    }

    /** The port of links and datagrams; 0 before the start. */
    public int port() {
        var now = running;
        return now == null ? 0 : now.ports().node();
    }

    public @Nullable NodeDatagrams datagrams() {
        var now = running;
        return now == null ? null : now.datagrams();
    }

    /** What other parts of the node say to other nodes, and hear from them; listeners are added before the start. */
    public NodeMail mail() {
        return mail;
    }

    /** Who is the centre of the voice's ways; nobody between two leaders. */
    public Optional<NodeId> leader() {
        return engine().leader().node();
    }

    /** The newest round trip to that node in microseconds; 0 when unknown. */
    public long rttUs(NodeId peer) {
        var now = running;
        return now == null ? 0 : now.links().rttUs(peer);
    }

    /** The node whose log all copy. */
    public NodeId hub() {
        return shared.hub();
    }

    /** Another node, or this one, is the hub from now on; every node hears of it. */
    void handTo(NodeId node) throws IOException {
        shared.handTo(node);
        share(true);
    }

    /** The cluster that this node is part of; it changes when the node joins another. */
    public String cluster() {
        return shared.cluster().value();
    }

    /** With which times it runs. */
    Timing timing() {
        return setup.config().nodes().timing();
    }

    AdmissionBook admission() {
        return admission;
    }

    SharedBook shared() {
        return shared;
    }

    SightingBook sightings() {
        return sightings;
    }

    public NodeId self() {
        return setup.key().id();
    }

    /** Null before the start. */
    public @Nullable Links links() {
        var now = running;
        return now == null ? null : now.links();
    }

    public int linked() {
        var now = running;
        return now == null ? 0 : now.links().up().size();
    }

    public int members() {
        return admission.members().size();
    }

    public long count(LinkEvent event) {
        var now = running;
        return now == null ? 0 : now.links().counters().of(event);
    }

    /** What was refused, by kind. */
    public RefusalLog refusals() {
        return refusals;
    }

    public long count(SealedVerdict verdict) {
        var now = running;
        return now == null ? 0 : now.datagrams().counters().of(verdict);
    }

    /** Where others may ask to join. */
    List<String> joinAt() {
        var now = running;
        return now == null ? List.of() : now.ports().joinAt();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        var now = running;
        if (now != null) {
            now.mdns().close();
            now.links().close();
            now.datagrams().close();
        }
    }
}
