package dev.tutti.node;

import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.node.cluster.NodesDesk;
import dev.tutti.node.cluster.PenGate;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.node.console.NodeCommands;
import dev.tutti.node.data.DataFolder;
import dev.tutti.node.data.ReadyFile;
import dev.tutti.wire.Timing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole hubs in this process, as their clients and their operators meet them; trust is what the first one's folder says. */
final class SeveralHubs {
    static final String API_SECRET = "a-secret-of-at-least-thirty-two-characters";
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Timing timing = Timing.FAST;
    private final AtomicInteger refreshes = new AtomicInteger();

    SeveralHubs(Path folder) {
        this.folder = folder;
    }

    /** Whoever is started from now on. */
    void runWith(Timing now) {
        timing = now;
    }

    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    /** A second node that shows the first one's session. */
    Hub joined(Hub first, String token) throws Exception {
        var second = invited(first);
        var session = session(first, token);
        holds("the second has the session", () -> session(second, token).equals(session));
        return second;
    }

    Hub invited(Hub first) throws Exception {
        return start(
                "second",
                Optional.of(first),
                InviteCode.read(desk(first).invite().code()));
    }

    static NodesDesk desk(Hub hub) {
        Supplier<PenGate> nobody = () -> {
            throw new IllegalStateException("nobody moves the hub here");
        };
        return new NodesDesk(hub.cluster(), nobody, List::of);
    }

    /** The first session that is shown there. */
    String session(Hub at, String token) {
        return get(at, "/session", token).at("/sessions/0/id").asString("");
    }

    interface Command {
        void run(NodeCommands commands) throws Exception;
    }

    String printed(String name, Command command) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        command.run(new NodeCommands(folder.resolve(name), out));
        out.flush();
        return text.toString();
    }

    /** What one hub's configuration gives all nodes. */
    record Own(Map<String, String> keys, String operatorToken) {
        static final Own VENUE = new Own(Map.of("venue", API_SECRET), "");
        static final Own NONE = new Own(Map.of(), "");
    }

    Hub start(String name, Optional<Hub> join, Optional<InviteCode> invite) throws Exception {
        return start(name, join, invite, join.isEmpty() ? Own.VENUE : Own.NONE);
    }

    Hub restarted(String name, Own own) throws Exception {
        return start(name, Optional.empty(), Optional.empty(), own);
    }

    private Hub start(String name, Optional<Hub> join, Optional<InviteCode> invite, Own own) throws Exception {
        var at = join.map(hub -> new PeerAddress("127.0.0.1", hub.cluster().port()));
        return start(name, List.of(), at, invite, own);
    }

    /** @param bind on which addresses it serves; empty for all */
    Hub start(String name, List<InetAddress> bind, Optional<PeerAddress> at, Optional<InviteCode> invite)
            throws Exception {
        return start(name, bind, at, invite, at.isEmpty() ? Own.VENUE : Own.NONE);
    }

    private Hub start(
            String name, List<InetAddress> bind, Optional<PeerAddress> at, Optional<InviteCode> invite, Own own)
            throws Exception {
        var config = new HubConfig(
                folder.resolve(name),
                new HubConfig.Identity(name, false),
                new HubConfig.Places(bind, List.of()),
                new HubConfig.Ports(0, 0, 0),
                new HubConfig.LiveKit(own.keys(), List.of()),
                new HubConfig.Limits(new HubConfig.Rates(100, 100, 600), OpenConnections.Limits.DEFAULT, 10),
                new HubConfig.Metrics(List.of(), own.operatorToken()),
                new HubConfig.Nodes(0, List.of(), at, invite, Set.of(), false, PeerType.HUB, timing));
        var data = keep(DataFolder.open(config.data()));
        var address = List.of(InetAddress.ofLiteral("127.0.0.2"));
        var hub = keep(Hub.start(
                config,
                new Hub.Platform(NanoClock.system(), WallClock.system(), Entropy.system(), () -> address),
                data));
        keep(new ReadyFile(config.data())).write(new HubCard(name, hub, Duration.ZERO).json());
        return hub;
    }

    JsonNode get(Hub at, String path, String token) {
        try {
            var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + path))
                    .header("Authorization", "Bearer " + token);
            return new JsonMapper().readTree(send(request, "first").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it counts under that name, with those labels. */
    double metric(Hub at, String line) {
        try {
            var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + "/metrics"));
            return send(request, "first")
                    .body()
                    .lines()
                    .filter(one -> one.startsWith(line + " "))
                    .mapToDouble(one -> Double.parseDouble(one.substring(line.length() + 1)))
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String channels(Hub at, String session, String token) {
        return get(at, "/session/" + session + "/snapshot", token)
                .at("/channels")
                .toString();
    }

    HttpResponse<String> post(Hub at, String path, String token, String key, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, "first");
    }

    /** On how many disks one more channel is, as the answer says: fewer when the other node is slow to say so. */
    String copies(Hub at, String session, String token, int press) {
        try {
            var body = "{\"name\":\"Channel %d\"}".formatted(press);
            return post(at, "/session/" + session + "/channels", token, "press-number-" + press, body)
                    .headers()
                    .firstValue("Tutti-Copies")
                    .orElse("");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int status(Hub at, String path, String token, String key, String body) {
        try {
            return post(at, path, token, key, body).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** That hub and what belongs to it; the others go on. */
    void stop(Hub hub) throws Exception {
        int at = open.indexOf(hub);
        for (var part : List.copyOf(open.subList(at - 1, at + 2)).reversed()) {
            part.close();
            open.remove(part);
        }
    }

    void stop() throws Exception {
        close();
        open.clear();
    }

    String ownerToken(Hub hub) throws Exception {
        return ownerPair(hub).get("token").asString();
    }

    /** The next pair of tokens, or the refusal; each time anew. */
    JsonNode refreshed(Hub at, JsonNode pair) {
        var body = new JsonMapper()
                .writeValueAsString(Map.of(
                        "refresh_token", pair.at("/refresh_token").asString(),
                        "access_token", pair.at("/token").asString()));
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + "/auth/refresh"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "refresh-number-" + refreshes.incrementAndGet())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try {
            return new JsonMapper().readTree(send(request, "first").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode ownerPair(Hub hub) throws Exception {
        var code = hub.ownerLink().orElseThrow().substring("/#/o/".length());
        var request = HttpRequest.newBuilder(URI.create(hub.reach().urls().localHttp() + "/auth/exchange"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "press-of-a-button")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"));
        return new JsonMapper().readTree(send(request, "first").body());
    }

    int status(String trusting, Hub at, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().best() + "/session"))
                .header("Authorization", "Bearer " + token);
        return send(request, trusting).statusCode();
    }

    String hub(String trusting, Hub at) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(at.reach().urls().best() + "/hub")), trusting)
                .body();
    }

    /** As a device that trusts the authority in that folder, and nobody else. */
    HttpResponse<String> send(HttpRequest.Builder request, String trusting) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(folder.resolve(trusting).resolve("trust/ca.crt"))) {
            store.setCertificateEntry(
                    "hub", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    static void holds(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        var never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NS || never.await(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("It never came to pass: " + what);
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.add(part);
        return part;
    }
}
