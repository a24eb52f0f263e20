package dev.tutti.gateway;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.auth.TokenIssuer;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.http.AddressGuard;
import dev.tutti.gateway.http.Endpoint;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.gateway.http.Operators;
import dev.tutti.gateway.http.RateLimit;
import dev.tutti.gateway.http.TlsIdentity;
import dev.tutti.gateway.http.WebApp;
import dev.tutti.gateway.hub.HubPorts;
import dev.tutti.gateway.sessions.MediaTokens;
import dev.tutti.gateway.wire.DoctorMessages.DoctorAnswer;
import dev.tutti.gateway.wire.DoctorMessages.DoctorFinding;
import dev.tutti.gateway.wire.DoctorMessages.SeenRefusal;
import dev.tutti.gateway.wire.HubMessages.ReadinessCheck;
import dev.tutti.session.core.CommitListener;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.SlotMemory;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.MutePort;
import dev.tutti.session.songs.format.StandardSongFormats;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole gateway on a free port, over a session core whose log lies in memory; the wall clock is the test's. */
final class TestHub implements AutoCloseable {
    static final UserId OWNER = new UserId("owner-1");

    final TestClock clock = new TestClock();
    final FakeSignals signals = new FakeSignals();
    final MemoryFactStore facts;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MemorySongLibrary songs = new MemorySongLibrary();
    final SlotMemory slotMemory;
    final Sessions sessions;
    final FloorLoop floor;
    final Gateway gateway;
    final FakeNodes nodes = new FakeNodes();
    private volatile List<ReadinessCheck> checks = List.of(new ReadinessCheck("store", true, null));

    /** What a test may want otherwise. */
    record Wishes(
            Map<RateLimit, Integer> perMinute,
            OpenConnections.Limits connections,
            Operators operators,
            EventSocketAdapter.Settings events,
            WebApp web,
            List<Endpoint> endpoints,
            @Nullable TlsIdentity identity,
            Set<String> hosts) {
        static final Wishes NONE = new Wishes(
                Map.of(),
                OpenConnections.Limits.DEFAULT,
                Operators.THIS_MACHINE,
                EventSocketAdapter.Settings.DEFAULT,
                WebApp.empty(),
                List.of(new Endpoint("127.0.0.1", 0, false)),
                null,
                Set.of("localhost", "127.0.0.1"));

        Wishes limits(Map<RateLimit, Integer> limits) {
            return new Wishes(limits, connections, operators, events, web, endpoints, identity, hosts);
        }

        Wishes events(EventSocketAdapter.Settings settings) {
            return new Wishes(perMinute, connections, operators, settings, web, endpoints, identity, hosts);
        }

        Wishes connections(OpenConnections.Limits limits) {
            return new Wishes(perMinute, limits, operators, events, web, endpoints, identity, hosts);
        }

        Wishes web(WebApp app) {
            return new Wishes(perMinute, connections, operators, events, app, endpoints, identity, hosts);
        }

        Wishes at(List<Endpoint> where, @Nullable TlsIdentity with, Set<String> names) {
            return new Wishes(perMinute, connections, operators, events, web, where, with, names);
        }
    }

    TestHub() {
        this(Wishes.NONE);
    }

    TestHub(Wishes wishes) {
        this(wishes, new MemoryEventStore(), new MemoryFactStore());
    }

    /** Over a log that there is already: the hub after a restart. */
    TestHub(Wishes wishes, MemoryEventStore store, MemoryFactStore facts) {
        this.facts = facts;
        var relay = new FloorRelay();
        floor = new FloorLoop(new FloorLoop.Setup(
                NanoClock.system(),
                WallClock.system(),
                new Epoch(1, 7),
                1,
                FloorTimes.FAST,
                FloorLimits.DEFAULT,
                new FloorLoop.Ports(relay, FloorHistory.NONE, MutePort.NONE)));
        slotMemory = new SlotMemory(facts);
        CommitListener told = (state, _) -> floor.committed(state);
        sessions = Sessions.open(
                store, new SessionWriter.Clocks(clock, clock.session()), Entropy.system(), told.and(slotMemory));
        var keys =
                new TokenKeys("k1", Map.of("k1", "a secret of the test, long enough".getBytes(StandardCharsets.UTF_8)));
        gateway = new Gateway(
                new GatewayConfig(
                        keys,
                        TokenIssuer.Lifetimes.DEFAULT,
                        wishes.perMinute,
                        wishes.connections,
                        wishes.operators,
                        wishes.events),
                ports(relay, wishes.web));
        floor.start();
        gateway.start(new Gateway.Addresses(
                wishes.endpoints,
                new AddressGuard.Allowed(wishes.hosts, Set.of("https://studio.example")),
                wishes.identity));
    }

    private GatewayPorts ports(FloorRelay relay, WebApp web) {
        MediaTokens tokens = request -> new MediaTokens.Issued(
                "media-token-of-" + request.user() + (request.publish() ? "-talks" : "-listens"),
                "session:" + request.session());
        var trust = new HubPorts.Trust(
                List.of("https://localhost:8443"),
                "AB:CD",
                List.of("amber", "bar", "click", "drum"),
                new byte[] {1, 2, 3},
                "<plist/>".getBytes(StandardCharsets.UTF_8),
                null);
        return new GatewayPorts(
                new GatewayPorts.Core(sessions, facts, floor, relay, slotMemory),
                new GatewayPorts.Songs(songs, new StandardSongFormats()),
                new GatewayPorts.Media(signals, signals::twirp, tokens, (_, user) -> user.equals(OWNER)),
                new HubPorts(
                        "Booth laptop",
                        "0.1.0",
                        () -> trust,
                        () -> checks,
                        () -> "up 1\n",
                        () -> "https://localhost:8443",
                        nodes,
                        this::examined),
                web,
                new GatewayPorts.Platform(clock, clock, clock.session(), Entropy.system(), meters));
    }

    /** Nothing is wrong, and who was refused is told. */
    private DoctorAnswer examined() {
        var seen = gateway.refusals().stream()
                .map(one -> new SeenRefusal(one.kind(), one.address(), one.detail(), one.count(), one.lastAt()))
                .toList();
        return new DoctorAnswer(clock.now(), List.of(new DoctorFinding("clock", "", "ok", "is right", "")), seen);
    }

    void readiness(List<ReadinessCheck> now) {
        checks = now;
    }

    String ownerCode() {
        return gateway.ownerLinks().create(OWNER, "Maya", null, Duration.ofHours(1));
    }

    int port() {
        return gateway.bound().getFirst().port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    TestClient client() {
        return new TestClient(this);
    }

    @Override
    public void close() {
        gateway.close();
        sessions.close();
        slotMemory.close();
        floor.close();
    }
}
