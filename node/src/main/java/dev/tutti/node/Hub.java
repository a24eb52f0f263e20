package dev.tutti.node;

import dev.tutti.cluster.discovery.MdnsDiscovery;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.cluster.shared.Credentials;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.FloorRelay;
import dev.tutti.gateway.Gateway;
import dev.tutti.gateway.GatewayConfig;
import dev.tutti.gateway.GatewayPorts;
import dev.tutti.gateway.http.Operators;
import dev.tutti.gateway.http.RateLimit;
import dev.tutti.gateway.hub.HubPorts;
import dev.tutti.gateway.sessions.MediaTokens;
import dev.tutti.journal.SqliteJournal;
import dev.tutti.media.MediaConfig;
import dev.tutti.media.MediaServer;
import dev.tutti.node.cluster.CredentialUse;
import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.cluster.NodeEndings;
import dev.tutti.node.cluster.NodeOrigins;
import dev.tutti.node.cluster.NodePorts;
import dev.tutti.node.cluster.NodePresence;
import dev.tutti.node.cluster.NodesDesk;
import dev.tutti.node.cluster.OwnCredentials;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.console.ConsoleClient;
import dev.tutti.node.data.DataException;
import dev.tutti.node.data.DataFolder;
import dev.tutti.node.network.AddressSource;
import dev.tutti.node.network.AddressWatcher;
import dev.tutti.node.network.FreePort;
import dev.tutti.node.replication.NodeLog;
import dev.tutti.node.replication.NodeSongs;
import dev.tutti.node.trunk.NodeTrunk;
import dev.tutti.node.trust.HubTrust;
import dev.tutti.node.v1.V1Floor;
import dev.tutti.node.v1.V1Guests;
import dev.tutti.node.voice.SessionRooms;
import dev.tutti.session.core.FloorHistoryRecorder;
import dev.tutti.session.core.HubStart;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.SlotMemory;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.songs.format.StandardSongFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running hub: every part of it made, joined to the others, started, and stopped in the opposite order.
 *
 * <p>journal → floor and media → sessions → gateway → housekeeping. Commands come in through the gateway, are decided
 * and appended by a session's writer, and what was committed goes to the floor, to the media rooms and back to the
 * gateway's connections; voice goes through the media loop alone, which asks the floor's gates.
 */
final class Hub implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    private final HubConfig config;
    private final Platform platform;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final HubMetrics metrics = new HubMetrics();
    private final FloorRelay floorRelay = new FloorRelay();
    private final V1Floor v1Floor = new V1Floor(floorRelay);
    private final Late<FloorLoop> floor = new Late<>();
    private final Late<FloorHistory> history = new Late<>();
    private final Late<SlotMemory> slotMemory = new Late<>();
    private final Late<MediaServer> media = new Late<>();
    private final SessionRooms rooms = new SessionRooms(floor, media);
    private final Late<SessionTime> sessionTime = new Late<>();
    private final Late<HubTrust> trust = new Late<>();
    private final Late<Housekeeping> housekeeping = new Late<>();
    private final Late<Reach> reach = new Late<>();
    private final Late<NodeCluster> cluster = new Late<>();
    private final Late<NodeOrigins> origins = new Late<>();
    private final Late<NodeLog> replication = new Late<>();
    private final Late<CredentialUse> credentialUse = new Late<>();
    private final Late<NodeTrunk> trunk = new Late<>();
    private final Late<V1Guests> v1 = new Late<>();
    private final AddressWatcher watcher;
    private volatile BooleanSupplier attached = () -> false;
    /** Another node leads while this one still stops. */
    private volatile Runnable resign = () -> {};

    private Optional<String> ownerLink = Optional.empty();

    /** Clocks, randomness, and where addresses come from; a test has its own. */
    record Platform(NanoClock clock, WallClock wallClock, Entropy entropy, AddressSource addresses) {}

    private Hub(HubConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
        watcher = new AddressWatcher(platform.addresses(), config.places().bind());
    }

    /** A hub that serves when this returns; when it throws, nothing of it is left running. */
    static Hub start(HubConfig config, Platform platform, DataFolder data) throws StartException, DataException {
        var hub = new Hub(config, platform);
        try {
            hub.run(data);
            return hub;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            hub.close();
            throw Faults.explained(e, config);
        } catch (StartException | DataException e) {
            hub.close();
            throw e;
        }
    }

    private void run(DataFolder data) throws StartException, DataException, IOException, GeneralSecurityException {
        var opened =
                HubTrust.open(data.folder("trust"), config.identity().name(), platform.wallClock(), platform.entropy());
        trust.set(opened);
        watcher.poll();
        var addresses = HubAddresses.choose(config, watcher.current());
        var journal = keep(SqliteJournal.open(data.folder("journal")));
        var own =
                new OwnCredentials(opened, HexFormat.of().parseHex(data.secret("tokens", platform.entropy())), config);
        openCluster(journal, data, own);
        var time = SessionTime.open(journal.facts(), platform.clock(), platform.wallClock(), BootId.ofMachine());
        sessionTime.set(keep(time));
        startFloor(journal);
        trunk.set(keep(new NodeTrunk(cluster.get(), media, platform.clock(), bootId())));
        media.set(keep(MediaServer.start(mediaConfig(addresses, own), rooms, trunk.get())));
        keep(rooms);
        slotMemory.set(keep(new SlotMemory(journal.facts())));
        var among = NodeLog.of(journal, platform.clock(), cluster.get());
        var sessions = keep(Sessions.open(
                journal.events(),
                new SessionWriter.Clocks(platform.wallClock(), sessionTime.get()),
                platform.entropy(),
                rooms.and(slotMemory.get()),
                new Sessions.Setup(config.limits().talkLimitS(), among)));
        replication.set(keep(among));
        among.start(sessions);
        history.set(keep(new FloorHistoryRecorder(sessions)));
        floor.get().start();

        var gateway = new Gateway(gatewayConfig(data, own), gatewayPorts(journal, sessions, opened));
        var certificate = opened.renew(watcher.current()).orElseThrow();
        var where = new Reach(gateway, media.get().loop(), addresses, certificate);
        reach.set(where);
        keep(gateway);
        follow(gateway);
        where.open();
        housekeeping.set(keep(new Housekeeping(watcher, opened, new HubMoves(where, cluster.get(), origins.get()))));
        housekeeping.get().start();
        credentialUse.set(credentials -> use(credentials, own, gateway, data));
        greetOwner(journal, sessions, gateway);
        v1.set(v1(sessions));
        startCluster(where, gateway, v1.get());
        metrics.bindParts(sessions, floor.get(), media.get());
        metrics.bindTrust(opened);
        metrics.bindV1(v1.get());
        metrics.bindNodes(cluster.get(), trunk.get(), media.get(), among, journal.events());
    }

    private void greetOwner(SqliteJournal journal, Sessions sessions, Gateway gateway) {
        if (cluster.get().isHub()) {
            boolean decides = cluster.get().isSettled();
            var first = new FirstStart(journal.facts(), sessions, gateway.ownerLinks(), decides);
            ownerLink = first.ownerPath(config.identity().newOwnerLink(), platform);
        }
    }

    /** Who is attached, and whose microphone is open. */
    private void follow(Gateway gateway) {
        attached = gateway::hasClients;
        rooms.onMicrophone(gateway::microphone);
        NodePresence.between(cluster.get().mail(), gateway);
    }

    /** Apps of protocol v1, where they are wanted. */
    private V1Guests v1(Sessions sessions) throws IOException {
        return keep(V1Guests.start(
                config,
                new V1Guests.Ports(
                        sessions,
                        floor.get(),
                        v1Floor,
                        media.get().signalling(),
                        rooms,
                        new V1Guests.Platform(platform.clock(), platform.wallClock(), platform.entropy()))));
    }

    private void startCluster(Reach where, Gateway gateway, V1Guests v1) throws IOException {
        keep(NodeEndings.start(cluster.get().mail(), gateway.people()));
        origins.get().own(where.origins());
        origins.get().onChange(() -> housekeeping.get().lookSoon());
        int port = FreePort.or(config.nodes().port());
        var foreign = new MdnsDiscovery.Foreign(where.addresses().peersPort(), v1.port());
        cluster.get().start(new NodePorts(port, where.addresses().tlsPort(), foreign, watcher::current));
        trunk.get().start();
    }

    private long bootId() {
        return ByteBuffer.wrap(platform.entropy().bytes(Long.BYTES)).getLong();
    }

    /** The node's key names it from now on; the random id of earlier versions is forgotten. */
    private void openCluster(SqliteJournal journal, DataFolder data, OwnCredentials own)
            throws DataException, IOException, GeneralSecurityException {
        var key = NodeKey.openOrCreate(data.folder("trust"), platform.entropy());
        data.forget("node-id");
        var setup = new NodeCluster.Setup(
                config,
                key,
                journal.facts(),
                own,
                HubVersion.text(),
                new NodeCluster.Platform(platform.clock(), platform.wallClock(), platform.entropy()));
        var opened = keep(NodeCluster.open(
                setup, data.folder("trust"), credentials -> credentialUse.get().use(credentials)));
        cluster.set(opened);
        origins.set(new NodeOrigins(opened));
        keep(NodeSongs.start(opened.mail(), journal.songs()));
        own.trust().adopt(own.authority(opened.credentials()));
    }

    /** Another node shared other credentials: clients that know them are served with them at once. */
    private void use(Credentials credentials, OwnCredentials own, Gateway gateway, DataFolder data) {
        try {
            own.trust().adopt(own.authority(credentials));
            gateway.credentials(own.tokenKeys(credentials), operators(own, credentials, console(data)));
            media.get().apiKeys(own.apiKeys(credentials));
            replication.get().lookWhoWrites();
            housekeeping.get().lookSoon();
            log.info("This node serves with the credentials of the hub that it is part of");
        } catch (IOException | GeneralSecurityException | DataException | RuntimeException e) {
            log.error("What the hub shared cannot be used. Start this node again.", e);
        }
    }

    /** What a program shows that can read this data folder. */
    private String console(DataFolder data) throws DataException {
        return data.secret(ConsoleClient.SECRET, platform.entropy());
    }

    private Operators operators(OwnCredentials own, Credentials credentials, String console) {
        var token = own.operatorToken(credentials);
        return new Operators(config.metrics().from(), token.isEmpty() ? null : token, console);
    }

    private void startFloor(SqliteJournal journal) {
        var start = HubStart.next(journal.facts());
        var engine = keep(cluster.get().engine(start, new LateHistory(history), () -> attached.getAsBoolean()));
        var ports = new FloorLoop.Ports(v1Floor, FloorHistory.NONE, rooms);
        floor.set(keep(engine.floor(ports)));
        resign = engine::resign;
    }

    private MediaConfig mediaConfig(HubAddresses addresses, OwnCredentials own) {
        var keys = own.apiKeys(cluster.get().credentials());
        var signer = keys.keySet().stream().sorted().findFirst().orElse("");
        return new MediaConfig(
                addresses.media(),
                addresses.mediaPort(),
                keys,
                signer.isEmpty()
                        ? MediaConfig.Webhooks.NONE
                        : new MediaConfig.Webhooks(config.liveKit().webhooks(), signer),
                "ND_tutti",
                platform.clock(),
                platform.wallClock(),
                platform.entropy());
    }

    private GatewayConfig gatewayConfig(DataFolder data, OwnCredentials own) throws DataException {
        var credentials = cluster.get().credentials();
        var usual = GatewayConfig.withDefaults(own.tokenKeys(credentials));
        var perMinute = new HashMap<>(usual.perMinute());
        var rates = config.limits().perMinute();
        perMinute.put(RateLimit.EXCHANGE, rates.exchange());
        perMinute.put(RateLimit.JOIN, rates.join());
        perMinute.put(RateLimit.CONNECT, rates.connect());
        perMinute.put(RateLimit.SIGNAL, rates.connect());
        return new GatewayConfig(
                usual.tokenKeys(),
                usual.lifetimes(),
                perMinute,
                config.limits().connections(),
                operators(own, credentials, console(data)),
                usual.events());
    }

    private GatewayPorts gatewayPorts(SqliteJournal journal, Sessions sessions, HubTrust trust) throws StartException {
        var server = media.get();
        var readiness = new Readiness(sessions, server.loop());
        var hubPorts = new HubPorts(
                config.identity().name(),
                HubVersion.text(),
                () -> new HubPorts.Trust(
                        reach.get().urls().https(),
                        trust.identity().fingerprint(),
                        trust.identity().words(),
                        trust.certificate(),
                        trust.mobileConfig(),
                        trust.renewedAt().orElse(null)),
                readiness::checks,
                () -> metrics.registry().scrape(),
                () -> reach.get().urls().best(),
                nodesDesk(),
                HubOnDuty.doctor(this::hubOnDuty, config, platform));
        return new GatewayPorts(
                new GatewayPorts.Core(sessions, journal.facts(), floor.get(), floorRelay, slotMemory.get()),
                new GatewayPorts.Songs(journal.songs(), new StandardSongFormats()),
                new GatewayPorts.Media(
                        server.signalling(), server.roomService(), this::mediaToken, rooms::isMicrophoneOff),
                hubPorts,
                WebFolder.read(),
                new GatewayPorts.Platform(
                        platform.clock(),
                        platform.wallClock(),
                        sessionTime.get(),
                        platform.entropy(),
                        metrics.registry()));
    }

    private NodesDesk nodesDesk() {
        return new NodesDesk(cluster.get(), replication::get, origins.get()::others);
    }

    HubOnDuty hubOnDuty() {
        return new HubOnDuty(reach.get(), cluster.get(), nodesDesk(), v1.get(), watcher);
    }

    private MediaTokens.Issued mediaToken(MediaTokens.Request request) {
        var token = rooms.token(
                request.session(), request.user(), request.name(), request.publish(), request.muteIsFloor());
        return new MediaTokens.Issued(token, SessionRooms.room(request.session()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    HubMetrics metrics() {
        return metrics;
    }

    Reach reach() {
        return reach.get();
    }

    Housekeeping housekeeping() {
        return housekeeping.get();
    }

    AddressWatcher watcher() {
        return watcher;
    }

    HubTrust trust() {
        return trust.get();
    }

    NodeCluster cluster() {
        return cluster.get();
    }

    /** Called on the housekeeping thread after the hub moved to other addresses. */
    void onMove(Runnable announcer) {
        reach.get().onMove(announcer);
    }

    /** The path of the one-use link, at a start that made one. */
    Optional<String> ownerLink() {
        return ownerLink;
    }

    /** Stops every part, the last one first; one that fails does not keep the others from stopping. */
    @Override
    public void close() {
        resign.run();
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
