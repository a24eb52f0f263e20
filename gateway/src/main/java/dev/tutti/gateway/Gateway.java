package dev.tutti.gateway;

import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.AuthHandlers;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.auth.OwnerLinks;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.gateway.events.Connections;
import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.events.FloorPayloads;
import dev.tutti.gateway.events.FrameCodec;
import dev.tutti.gateway.http.AccessLog;
import dev.tutti.gateway.http.AddressGuard;
import dev.tutti.gateway.http.Connectors;
import dev.tutti.gateway.http.Endpoint;
import dev.tutti.gateway.http.ForeignPages;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.gateway.http.Operators;
import dev.tutti.gateway.http.RateLimits;
import dev.tutti.gateway.http.Refusals;
import dev.tutti.gateway.http.Refuser;
import dev.tutti.gateway.http.ReplyPublisher;
import dev.tutti.gateway.http.Route;
import dev.tutti.gateway.http.RouteAdapter;
import dev.tutti.gateway.http.SecurityHeaders;
import dev.tutti.gateway.http.SocketDoor;
import dev.tutti.gateway.http.TlsIdentity;
import dev.tutti.gateway.hub.HubHandlers;
import dev.tutti.gateway.hub.NodeHandlers;
import dev.tutti.gateway.sessions.ChannelHandlers;
import dev.tutti.gateway.sessions.CueHandlers;
import dev.tutti.gateway.sessions.InviteHandlers;
import dev.tutti.gateway.sessions.MetricsHandlers;
import dev.tutti.gateway.sessions.ParticipantHandlers;
import dev.tutti.gateway.sessions.PreflightHandlers;
import dev.tutti.gateway.sessions.Presence;
import dev.tutti.gateway.sessions.SessionDoor;
import dev.tutti.gateway.sessions.SessionHandlers;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.sessions.SetlistHandlers;
import dev.tutti.gateway.sessions.SlotHandlers;
import dev.tutti.gateway.sessions.SongHandlers;
import dev.tutti.gateway.sessions.TempoHandlers;
import dev.tutti.gateway.sessions.TempoViews;
import dev.tutti.gateway.signal.SignalSocketAdapter;
import dev.tutti.gateway.signal.TwirpAdapter;
import dev.tutti.gateway.signalling.PeerRegistry;
import dev.tutti.gateway.signalling.PeerSocketAdapter;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.SessionMessages.HubView;
import dev.tutti.session.SessionState;
import dev.tutti.session.SlotName;
import io.javalin.Javalin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** The hub's server for HTTP and WebSockets: built once, started once, readdressed as often as the network changes. */
public final class Gateway implements AutoCloseable {
    private final Connectors connectors;
    private final AddressGuard guard;
    private final SecurityHeaders security = new SecurityHeaders();
    private final Authenticator authenticator;
    private final Presence presence;
    private final Connections clients;
    private final EventSocketAdapter events;
    private final PeerSocketAdapter signalling;
    private final GatewayPorts ports;
    private final RouteAdapter routes;
    private final HttpServer http;
    private final OpenConnections connections;
    private final Refusals refusals;
    private @Nullable Javalin javalin;

    /**
     * Where the hub is.
     *
     * @param endpoints what it listens on
     * @param allowed by which names it answers, and for pages from where
     * @param identity needed when an endpoint has TLS
     */
    public record Addresses(
            List<Endpoint> endpoints,
            AddressGuard.Allowed allowed,
            @Nullable TlsIdentity identity) {
        public Addresses {
            endpoints = List.copyOf(endpoints);
        }
    }

    public Gateway(GatewayConfig config, GatewayPorts ports) {
        this.ports = ports;
        connections = new OpenConnections(config.connections());
        var platform = ports.platform();
        refusals = new Refusals(platform.wallClock());
        connectors = new Connectors(connections, refusals);
        var json = new JsonCodec();
        connections.bindTo(platform.meters());
        var core = ports.core();
        guard = new AddressGuard(new AddressGuard.Allowed(Set.of(), Set.of()));
        authenticator = new Authenticator(
                new Authenticator.Ports(core.sessions(), core.facts(), platform.wallClock(), platform.entropy()),
                config.tokenKeys(),
                config.lifetimes(),
                json);
        var limits = new RateLimits(config.perMinute(), platform.clock());
        presence = new Presence(platform.clock());
        var views = views(presence);
        var codec = new FrameCodec(json, platform.wallClock());
        var peers = new PeerRegistry(platform.clock());
        clients = clients(codec, views, peers);
        core.floorRelay().connect(clients);
        var door = new SocketDoor(limits, connections);
        var sessionDoor = new SessionDoor(core.sessions(), authenticator, door);
        signalling = new PeerSocketAdapter(
                sessionDoor,
                peers,
                json,
                new PeerSocketAdapter.Patience(
                        config.events().outbox(), config.events().times()),
                new PeerSocketAdapter.Clocks(platform.clock(), platform.wallClock()));
        events = new EventSocketAdapter(
                new EventSocketAdapter.Ports(
                        core.floor(),
                        authenticator,
                        sessionDoor,
                        platform.clock(),
                        platform.sessionClock(),
                        platform.meters()),
                codec,
                clients,
                config.events());
        var publisher = new ReplyPublisher(json);
        routes = new RouteAdapter(json, authenticator::authenticate, config.operators(), limits, publisher);
        http = server(json, publisher, door, RouteTable.routes(handlers(views, rehearsal())));
    }

    /** Whether anybody is attached by a socket of any kind; any thread. */
    public boolean hasClients() {
        for (OpenConnections.Kind kind : OpenConnections.Kind.values()) {
            if (kind != OpenConnections.Kind.HTTP && connections.count(kind) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Who was refused lately. */
    public List<Refusals.Refusal> refusals() {
        return refusals.lately();
    }

    /** The addresses that have a connection of any kind. */
    public Set<String> connectedFrom() {
        return connections.addresses();
    }

    private Connections clients(FrameCodec codec, SessionViews views, PeerRegistry peers) {
        var platform = ports.platform();
        return new Connections(
                codec,
                views,
                presence,
                new Connections.Tools(
                        platform.clock(), platform.wallClock(), platform.sessionClock(), platform.meters(), peers));
    }

    private HttpServer server(JsonCodec json, ReplyPublisher publisher, SocketDoor door, List<Route> table) {
        var platform = ports.platform();
        var accessLog = new AccessLog(
                new IdGenerator(platform.wallClock(), platform.entropy()), platform.clock(), platform.meters());
        return new HttpServer(
                table,
                new HttpServer.Tools(
                        json,
                        guard,
                        new ForeignPages(guard),
                        security,
                        door,
                        accessLog,
                        new Refuser(publisher, refusals),
                        routes,
                        ports.web(),
                        ports.hub().version()),
                new HttpServer.Sockets(
                        events,
                        signalling,
                        connectors::isForPeers,
                        new SignalSocketAdapter(ports.media().signals(), door),
                        new TwirpAdapter(ports.media().rooms())));
    }

    private SessionViews views(Presence presence) {
        var hub = new HubView(ports.hub().name(), ports.hub().version());
        return new SessionViews(
                hub,
                presence,
                new Present(),
                new TempoViews(ports.platform().sessionClock()),
                ports.hub().linkBase());
    }

    private RouteTable.Handlers handlers(SessionViews views, RehearsalRoutes.Handlers rehearsal) {
        var sessions = ports.core().sessions();
        return new RouteTable.Handlers(
                new AuthHandlers(authenticator),
                new HubHandlers(ports.hub(), sessions),
                new NodeHandlers(ports.hub().nodes()),
                new SessionHandlers(sessions, views, ports.media().tokens()),
                new ParticipantHandlers(sessions, authenticator, views),
                new ChannelHandlers(sessions),
                new InviteHandlers(sessions, views),
                rehearsal,
                new TempoHandlers(sessions, views));
    }

    private RehearsalRoutes.Handlers rehearsal() {
        var sessions = ports.core().sessions();
        var songs = ports.songs();
        return new RehearsalRoutes.Handlers(
                new SlotHandlers(sessions),
                new SongHandlers(
                        sessions,
                        songs.library(),
                        songs.formats(),
                        ports.platform().wallClock()),
                new SetlistHandlers(sessions, songs.library()),
                new CueHandlers(sessions),
                new PreflightHandlers(sessions, clients.preflightRuns()),
                new MetricsHandlers(sessions, clients.metrics()));
    }

    /** What the floor and the microphones are at this moment. */
    private final class Present implements SessionViews.Live {
        @Override
        public List<FloorView> floor(SessionState state) {
            return FloorPayloads.of(
                    ports.core().floor().view(state.id()),
                    ports.platform().clock().nanoTime());
        }

        @Override
        public boolean muted(SessionId session, UserId user) {
            return ports.media().microphones().muted(session, user);
        }

        @Override
        public Optional<SlotName> heldBefore(UserId user) {
            return ports.core().slotMemory().heldBefore(user);
        }
    }

    /** Who is attached here, for other nodes. */
    public Presence presence() {
        return presence;
    }

    /** Who is attached to another node, as it tells; any thread, does not block. */
    public void elsewhere(String node, boolean whole, List<Presence.Person> people) {
        clients.elsewhere(node, whole, people);
    }

    /** So many nodes are out of reach, as people are told; any thread, does not block. */
    public void reach(int nodesAway) {
        clients.reach(nodesAway);
    }

    /** Somebody's microphone went on or off; any thread, does not block. */
    public void microphone(SessionId session, UserId user, boolean muted) {
        clients.microphone(session, user, muted);
    }

    /** Other secrets for access tokens, and other operators, from now on; those that were let in stay. */
    public void credentials(TokenKeys keys, Operators operators) {
        authenticator.keys(keys);
        routes.operators(operators);
    }

    /** Makes owner links for the terminal. */
    public OwnerLinks ownerLinks() {
        return authenticator.ownerLinks();
    }

    /** Who is let in, and by which tokens. */
    public Authenticator people() {
        return authenticator;
    }

    /** Binds and serves; throws when an address cannot be bound. */
    public void start(Addresses addresses) {
        guard.allow(addresses.allowed());
        Javalin app = http.create(server -> attach(server, addresses));
        app.start();
        security.connectTo(addresses.allowed(), bound());
        javalin = app;
        events.start(signalling::tick);
    }

    private void attach(Server server, Addresses addresses) {
        connectors.attach(server, addresses.endpoints(), addresses.identity());
    }

    /**
     * The network or the certificate changed; what stays the same is not interrupted.
     *
     * @throws IOException when a new address cannot be bound; the others are in use
     */
    public void readdress(Addresses addresses) throws IOException {
        guard.allow(addresses.allowed());
        TlsIdentity identity = addresses.identity();
        if (identity != null) {
            connectors.show(identity);
        }
        try {
            connectors.listen(addresses.endpoints());
        } finally {
            security.connectTo(addresses.allowed(), bound());
        }
    }

    /** What it listens on, with the ports that were taken. */
    public List<Endpoint> bound() {
        return connectors.bound();
    }

    /** Says good-bye to everybody and stops. */
    @Override
    public void close() {
        events.close();
        signalling.closeAll();
        Javalin app = javalin;
        if (app != null) {
            app.stop();
        }
    }
}
