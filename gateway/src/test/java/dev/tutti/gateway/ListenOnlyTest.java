package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.gateway.http.Endpoint;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Over plain HTTP from an address of the network, as from another machine; needs one besides loopback. */
class ListenOnlyTest {
    private static String lanAddress() throws SocketException {
        String address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(found -> found instanceof Inet4Address && !found.isLoopbackAddress())
                .map(found -> found.getHostAddress())
                .findFirst()
                .orElse("");
        assumeTrue(!address.isEmpty(), "this machine has only loopback");
        return address;
    }

    @Test
    void tokensOfPlainHttpNeverTalkAlsoNotWhenRefreshedWhereItIsSafe() throws SocketException {
        String lan = lanAddress();
        var wishes = TestHub.Wishes.NONE.at(
                List.of(new Endpoint("0.0.0.0", 0, false)), null, Set.of("127.0.0.1", "localhost", lan));
        try (var room = new TestRoom(new TestHub(wishes))) {
            room.owner.patch(room.path("/settings"), "{\"admission\":\"open\"}");
            TestClient guest = room.hub.client();
            TestClient.Answer exchanged = guest.keep(
                    post(room.hub, lan, "/auth/exchange", "{\"code\":\"" + room.code + "\",\"name\":\"Noor\"}", ""));
            assertThat(exchanged.json().at("/listen_only").asBoolean()).isTrue();
            guest.keep(post(room.hub, lan, room.path("/join"), "{}", guest.token));

            assertMayOnlyListen(room, guest);

            // Whoever read the refresh token on the network could do this, too.
            guest.keep(guest.post("/auth/refresh", "{\"refresh_token\":\"" + guest.refreshToken + "\"}"));
            assertMayOnlyListen(room, guest);
        }
    }

    @Test
    void hostOverPlainHttpRunsNothing() throws SocketException {
        String lan = lanAddress();
        var wishes = TestHub.Wishes.NONE.at(
                List.of(new Endpoint("0.0.0.0", 0, false)), null, Set.of("127.0.0.1", "localhost", lan));
        try (var room = new TestRoom(new TestHub(wishes))) {
            String invite =
                    room.owner.post(room.path("/invites"), "{\"role\":\"md\"}").at("/code");
            TestClient host = room.hub.client();
            host.keep(post(room.hub, lan, "/auth/exchange", "{\"code\":\"" + invite + "\",\"name\":\"Noor\"}", ""));
            host.keep(post(room.hub, lan, room.path("/join"), "{}", host.token));

            TestClient.Answer refused = host.post(room.path("/close"), "{}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.at("/error/code")).isEqualTo("LISTEN_ONLY");
            assertThat(room.owner.get(room.path("/snapshot")).status()).isEqualTo(200);
        }
    }

    @Test
    void ownerLinkIsNotUsedUpOverPlainHttp() throws SocketException {
        String lan = lanAddress();
        var wishes = TestHub.Wishes.NONE.at(
                List.of(new Endpoint("0.0.0.0", 0, false)), null, Set.of("127.0.0.1", "localhost", lan));
        try (var hub = new TestHub(wishes)) {
            String body = "{\"code\":\"" + hub.ownerCode() + "\"}";
            TestClient.Answer refused = post(hub, lan, "/auth/exchange", body, "");
            assertThat(refused.at("/error/code")).isEqualTo("LISTEN_ONLY");
            assertThat(hub.client().post("/auth/exchange", body).status()).isEqualTo(200);
        }
    }

    /** Also over loopback: what counts is where the token was given out. */
    private static void assertMayOnlyListen(TestRoom room, TestClient guest) {
        EventSocket socket = guest.connect(room.session);
        JsonNode snapshot = socket.next("snapshot");
        assertThat(snapshot.at("/payload/you/listen_only").asBoolean()).isTrue();
        String channel = snapshot.at("/payload/channels/0/id").asString();
        socket.send("{\"type\":\"floor.request\",\"payload\":{\"request_id\":\"r1\",\"channel_id\":\"" + channel
                + "\",\"holding\":true}}");
        assertThat(socket.next("floor.denied").at("/payload/reason").asString()).isEqualTo("listen_only");
        assertThat(guest.post(room.path("/media-token"), "{}").at("/token")).endsWith("-listens");
        socket.close();
    }

    @Test
    void hubSaysWhetherThePageMayTalk() throws SocketException {
        String lan = lanAddress();
        var wishes = TestHub.Wishes.NONE.at(
                List.of(new Endpoint("0.0.0.0", 0, false)), null, Set.of("127.0.0.1", "localhost", lan));
        try (var hub = new TestHub(wishes)) {
            assertThat(hub.client().get("/hub").json().at("/secure").asBoolean())
                    .isTrue();
            var request = HttpRequest.newBuilder(URI.create("http://" + lan + ":" + hub.port() + "/hub"))
                    .build();
            TestClient.Answer answer = TestClient.send(request);
            assertThat(answer.json().at("/secure").asBoolean()).isFalse();
            assertThat(answer.json().at("/listen_only").asBoolean()).isTrue();
            assertThat(answer.at("/https_urls/0")).startsWith("https://");
        }
    }

    private static TestClient.Answer post(TestHub hub, String host, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + hub.port() + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return TestClient.send(request.build());
    }
}
