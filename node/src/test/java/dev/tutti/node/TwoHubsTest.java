package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.node.cluster.NodesDesk;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.node.console.NodeCommands;
import dev.tutti.node.data.DataFolder;
import dev.tutti.node.data.ReadyFile;
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
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two whole hubs in this process; the second becomes a node of the first. */
class TwoHubsTest {
    private static final String API_SECRET = "a-secret-of-at-least-thirty-two-characters";
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    /** A device that trusts the first, and a person who is known to it, go to the second without a warning or a login. */
    @Test
    void aNodeThatJoinsServesTheFirstOnesClients() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var own = first.trust().identity();
        var code = new NodesDesk(first.cluster()).invite().code();
        var second = start("second", Optional.of(first), InviteCode.read(code));

        holds("the second shows the first's certificate", () -> {
            try {
                return hub("first", second).contains(own.fingerprint());
            } catch (Exception _) {
                return false; // its own certificate still
            }
        });
        assertThat(second.trust().identity()).isEqualTo(own);
        assertThat(first.trust().identity()).isEqualTo(own);
        var token = ownerToken(first);
        assertThat(status("first", second, token)).isEqualTo(200);
        assertThat(first.cluster().linked()).isEqualTo(1);
    }

    @Test
    void itStaysSoAfterARestartWithoutJoiningAgain() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var code = new NodesDesk(first.cluster()).invite().code();
        var second = start("second", Optional.of(first), InviteCode.read(code));
        holds("they are linked", () -> second.cluster().linked() == 1);
        var identity = first.trust().identity();
        stop();

        var again = start("second", Optional.empty(), Optional.empty());

        assertThat(again.trust().identity()).isEqualTo(identity);
        assertThat(hub("second", again)).contains(identity.fingerprint());
    }

    /** Who comes to the second node sees the first one's sessions, and what they change is decided there. */
    @Test
    void aNodeThatJoinedShowsTheHubsSessionsAndCarriesCommandsToIt() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var token = ownerToken(first);
        var code = new NodesDesk(first.cluster()).invite().code();
        var second = start("second", Optional.of(first), InviteCode.read(code));
        var session = get(first, "/session", token).at("/sessions/0/id").asString();

        holds("the second shows the first's session, and no other", () -> {
            var shown = get(second, "/session", token);
            return shown.at("/sessions").size() == 1
                    && shown.at("/sessions/0/id").asString().equals(session);
        });
        var made =
                post(second, "/session/" + session + "/channels", token, "made-at-the-second", "{\"name\":\"Crew\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        assertThat(made.headers().firstValue("Tutti-Copies")).hasValue("2");
        assertThat(channels(first, session, token)).contains("Crew");
        assertThat(channels(second, session, token)).contains("Crew");

        var again =
                post(first, "/session/" + session + "/channels", token, "made-at-the-second", "{\"name\":\"Crew\"}");
        assertThat(again.statusCode()).isEqualTo(made.statusCode());
        assertThat(again.body()).isEqualTo(made.body());
        var taken =
                post(second, "/session/" + session + "/channels", token, "another-press-of-it", "{\"name\":\"Crew\"}");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("NAME_TAKEN");
    }

    /** The hub is gone: what was acknowledged can be read at the other node; the hub comes back and both go on. */
    @Test
    void theCopyIsThereWhileTheHubIsAwayAndBothGoOnWhenItIsBack() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var token = ownerToken(first);
        var code = new NodesDesk(first.cluster()).invite().code();
        var second = start("second", Optional.of(first), InviteCode.read(code));
        var session = get(first, "/session", token).at("/sessions/0/id").asString();
        holds(
                "the second has the session",
                () -> get(second, "/session", token)
                        .at("/sessions/0/id")
                        .asString("")
                        .equals(session));
        for (int i = 0; i < 5; i++) {
            post(first, "/session/" + session + "/channels", token, "channel-" + i, "{\"name\":\"Room " + i + "\"}");
        }
        holds("the second has them all", () -> channels(second, session, token).contains("Room 4"));

        stop(first);
        assertThat(channels(second, session, token)).contains("Room 0", "Room 1", "Room 2", "Room 3", "Room 4");

        var back = start("first", Optional.empty(), Optional.empty());
        holds("they are linked again", () -> back.cluster().linked() == 1);
        var made = post(second, "/session/" + session + "/channels", token, "after-it", "{\"name\":\"Later\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        assertThat(channels(back, session, token)).contains("Room 0", "Room 4", "Later");
    }

    /** Both are up: the pen goes over with everything, and goes on in a new generation. */
    @Test
    void theHubsPartGoesToTheNodeThatTheOperatorNames() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var token = ownerToken(first);
        var second = joined(first, token);
        var session = get(first, "/session", token).at("/sessions/0/id").asString();
        var path = "/session/" + session + "/channels";
        post(first, path, token, "before-the-move", "{\"name\":\"Before\"}");

        assertThat(printed(
                        "first",
                        commands -> commands.move(second.cluster().self().value())))
                .contains("is the hub now");

        holds("the second decides", () -> second.cluster().isHub());
        assertThat(post(first, path, token, "after-the-move", "{\"name\":\"After\"}")
                        .statusCode())
                .isBetween(200, 201);
        assertThat(channels(second, session, token)).contains("Before", "After");
        assertThat(channels(first, session, token)).contains("Before", "After");
    }

    /** The hub is gone for good: the other one goes on with what was acknowledged, when the operator says so. */
    @Test
    void aNodeTakesThePlaceOfAHubThatIsGone() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var token = ownerToken(first);
        var second = joined(first, token);
        var session = get(first, "/session", token).at("/sessions/0/id").asString();
        var path = "/session/" + session + "/channels";
        assertThat(post(first, path, token, "before-its-end", "{\"name\":\"Before\"}")
                        .headers()
                        .firstValue("Tutti-Copies"))
                .hasValue("2");
        assertThatThrownBy(() -> printed("second", commands -> commands.adopt(true)))
                .hasMessageContaining("Ask at the hub");
        stop(first);
        holds("the link is gone", () -> second.cluster().linked() == 0);
        assertThatThrownBy(() -> printed("second", commands -> commands.adopt(false)))
                .hasMessageContaining("--yes");

        assertThat(printed("second", commands -> commands.adopt(true))).contains("is the hub now");

        var made = post(second, path, token, "after-its-end", "{\"name\":\"After\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        assertThat(channels(second, session, token)).contains("Before", "After");
        var back = start("first", Optional.empty(), Optional.empty());
        holds("the old hub copies now", () -> channels(back, session, token).contains("After"));
        assertThat(back.cluster().isHub()).isFalse();
    }

    /** A second node that shows the first one's session. */
    private Hub joined(Hub first, String token) throws Exception {
        var code = new NodesDesk(first.cluster()).invite().code();
        var second = start("second", Optional.of(first), InviteCode.read(code));
        var session = get(first, "/session", token).at("/sessions/0/id").asString();
        holds(
                "the second has the session",
                () -> get(second, "/session", token)
                        .at("/sessions/0/id")
                        .asString("")
                        .equals(session));
        return second;
    }

    @Test
    void theOperatorsCommandsShowAndAdmit() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var second = start("second", Optional.of(first), Optional.empty());
        holds(
                "it waits",
                () -> !new NodesDesk(first.cluster()).nodes().waiting().isEmpty());

        var id = second.cluster().self().value();
        assertThat(printed("first", commands -> commands.list(false)))
                .contains(id)
                .contains("./tutti admit " + id.substring(0, 12));
        assertThat(printed("first", commands -> commands.invite())).contains("--invite");
        assertThat(printed("first", commands -> commands.admit(id.substring(0, 8))))
                .contains(id);

        holds("they are linked", () -> first.cluster().linked() == 1);
        assertThat(printed("first", commands -> commands.remove(id.substring(0, 8))))
                .contains(id);
        holds("the link is gone", () -> first.cluster().linked() == 0);
    }

    /** Neither a page nor a program that only reaches the port: it takes the owner, or the folder's secret. */
    @Test
    void strangersNeitherSeeNorAdmitNodes() throws Exception {
        var first = start("first", Optional.empty(), Optional.empty());
        var url = first.reach().urls().localHttp() + "/hub/nodes";

        assertThat(send(HttpRequest.newBuilder(URI.create(url)), "first").statusCode())
                .isEqualTo(401);
        assertThat(send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Authorization", "Bearer " + "0".repeat(64)),
                                "first")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Authorization", "Bearer " + ownerToken(first)),
                                "first")
                        .statusCode())
                .isEqualTo(200);
    }

    private interface Command {
        void run(NodeCommands commands) throws Exception;
    }

    private String printed(String name, Command command) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        command.run(new NodeCommands(folder.resolve(name), out));
        out.flush();
        return text.toString();
    }

    private Hub start(String name, Optional<Hub> join, Optional<InviteCode> invite) throws Exception {
        var at = join.map(hub -> new PeerAddress("127.0.0.1", hub.cluster().port()));
        var config = new HubConfig(
                folder.resolve(name),
                new HubConfig.Identity(name, false),
                new HubConfig.Places(List.of(), List.of()),
                new HubConfig.Ports(0, 0, 0),
                new HubConfig.LiveKit(join.isEmpty() ? Map.of("venue", API_SECRET) : Map.of(), List.of()),
                new HubConfig.Limits(new HubConfig.Rates(100, 100, 600), OpenConnections.Limits.DEFAULT, 10),
                new HubConfig.Metrics(List.of(), ""),
                new HubConfig.Nodes(0, List.of(), at, invite, Set.of(), false));
        var data = keep(DataFolder.open(config.data()));
        var address = List.of(InetAddress.ofLiteral("127.0.0.2"));
        var hub = keep(Hub.start(
                config,
                new Hub.Platform(NanoClock.system(), WallClock.system(), Entropy.system(), () -> address),
                data));
        keep(new ReadyFile(config.data())).write(new HubCard(name, hub, Duration.ZERO).json());
        return hub;
    }

    private JsonNode get(Hub at, String path, String token) {
        try {
            var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + path))
                    .header("Authorization", "Bearer " + token);
            return new JsonMapper().readTree(send(request, "first").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String channels(Hub at, String session, String token) {
        return get(at, "/session/" + session + "/snapshot", token)
                .at("/channels")
                .toString();
    }

    private HttpResponse<String> post(Hub at, String path, String token, String key, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, "first");
    }

    /** That hub and what belongs to it; the others go on. */
    private void stop(Hub hub) throws Exception {
        int at = open.indexOf(hub);
        for (var part : List.copyOf(open.subList(at - 1, at + 2)).reversed()) {
            part.close();
            open.remove(part);
        }
    }

    private void stop() throws Exception {
        close();
        open.clear();
    }

    private String ownerToken(Hub hub) throws Exception {
        var code = hub.ownerLink().orElseThrow().substring("/#/o/".length());
        var request = HttpRequest.newBuilder(URI.create(hub.reach().urls().localHttp() + "/auth/exchange"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "press-of-a-button")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"));
        return new JsonMapper()
                .readTree(send(request, "first").body())
                .get("token")
                .asString();
    }

    private int status(String trusting, Hub at, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().best() + "/session"))
                .header("Authorization", "Bearer " + token);
        return send(request, trusting).statusCode();
    }

    private String hub(String trusting, Hub at) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(at.reach().urls().best() + "/hub")), trusting)
                .body();
    }

    /** As a device that trusts the authority in that folder, and nobody else. */
    private HttpResponse<String> send(HttpRequest.Builder request, String trusting) throws Exception {
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

    private static void holds(String what, BooleanSupplier condition) throws InterruptedException {
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
