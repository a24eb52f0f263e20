package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.http.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients of a session find each other and pass on what WebRTC needs, on {@code /ws} and as requirement 003 has it. */
class PeersTest {
    private static final List<Endpoint> TWO_PORTS =
            List.of(new Endpoint("127.0.0.1", 0, false), new Endpoint("127.0.0.1", 0, false, true));

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRoom room =
            new TestRoom(new TestHub(TestHub.Wishes.NONE.at(TWO_PORTS, null, Set.of("localhost", "127.0.0.1"))));

    @AfterEach
    void stop() {
        http.shutdownNow();
        room.close();
    }

    private static String register(String peer, String type) {
        return "{\"type\":\"peer.register\",\"id\":\"r1\",\"payload\":{\"peer_id\":\"%s\",\"peer_type\":\"%s\",\"display_name\":\"A page\"}}"
                .formatted(peer, type);
    }

    private static String flat(String peer) {
        return "{\"type\":\"register\",\"peerId\":\"%s\",\"peerType\":\"display\",\"displayName\":\"Left wall\",\"displayClass\":\"stage\"}"
                .formatted(peer);
    }

    private static String offer(String target) {
        return "{\"type\":\"peer.offer\",\"id\":\"o1\",\"payload\":{\"target_peer_id\":\"%s\",\"sdp\":\"v=0\"}}"
                .formatted(target);
    }

    private static List<String> ids(JsonNode peers, String name) {
        return StreamSupport.stream(peers.spliterator(), false)
                .map(peer -> peer.at(name).asString())
                .toList();
    }

    private static EventSocket page(TestClient client, String session, String peer) {
        EventSocket socket = client.connect(session);
        socket.next("snapshot");
        socket.send(register(peer, "controller"));
        listed(socket, peer);
        return socket;
    }

    private static JsonNode listed(EventSocket socket, String peer) {
        JsonNode peers = socket.next("peer.list").at("/payload/peers");
        while (!ids(peers, "/peer_id").contains(peer)) {
            peers = socket.next("peer.list").at("/payload/peers");
        }
        return peers;
    }

    private static String error(EventSocket socket) {
        return socket.next("error").at("/payload/error/code").asString();
    }

    private int signalPort() {
        return room.hub.gateway.bound().stream()
                .filter(Endpoint::peers)
                .findFirst()
                .orElseThrow()
                .port();
    }

    private URI signal(String path, TestClient client) {
        return URI.create(
                "ws://127.0.0.1:" + signalPort() + path + "?token=" + client.token + "&session_id=" + room.session);
    }

    @Test
    void offerAnswerAndCandidateReachTheirTargetAndSayWhoSentThem() {
        TestClient noor = room.member("Noor");
        EventSocket maya = page(room.owner, room.session, "maya");
        EventSocket atNoor = page(noor, room.session, "noor");
        JsonNode listed = listed(maya, "noor");
        assertThat(ids(listed, "/peer_id")).containsExactly("maya", "noor");
        assertThat(listed.at("/1/user_id").asString()).isEqualTo(noor.userId);

        maya.send(offer("noor"));
        JsonNode offered = atNoor.next("peer.offer").at("/payload");
        assertThat(offered.at("/from_peer_id").asString()).isEqualTo("maya");
        assertThat(offered.at("/sdp").asString()).isEqualTo("v=0");

        atNoor.send("{\"type\":\"peer.answer\",\"payload\":{\"target_peer_id\":\"maya\",\"sdp\":\"v=1\"}}");
        assertThat(maya.next("peer.answer").at("/payload/sdp").asString()).isEqualTo("v=1");
        atNoor.send("{\"type\":\"peer.candidate\",\"payload\":{\"target_peer_id\":\"maya\",\"candidate\":"
                + "{\"candidate\":\"candidate:1\",\"sdp_mid\":\"0\",\"sdp_m_line_index\":0}}}");
        JsonNode candidate = maya.next("peer.candidate").at("/payload");
        assertThat(candidate.at("/from_peer_id").asString()).isEqualTo("noor");
        assertThat(candidate.at("/candidate/sdp_m_line_index").asInt()).isZero();
    }

    @Test
    void whoGoesOrIsRemovedIsNoPeerAnyMore() {
        TestClient noor = room.member("Noor");
        TestClient sam = room.member("Sam");
        EventSocket maya = page(room.owner, room.session, "maya");
        EventSocket atNoor = page(noor, room.session, "noor");
        EventSocket atSam = page(sam, room.session, "sam");
        listed(maya, "sam");

        atNoor.close();
        JsonNode left = maya.next("peer.list").at("/payload/peers");
        assertThat(ids(left, "/peer_id")).containsExactly("maya", "sam");
        room.owner.delete(room.path("/participants/" + sam.userId));
        assertThat(ids(maya.next("peer.list").at("/payload/peers"), "/peer_id")).containsExactly("maya");
        maya.send(offer("sam"));
        assertThat(error(maya)).isEqualTo("PEER_UNKNOWN");
        assertThat(atSam.closeCode()).isEqualTo(4403);
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsForwarded() {
        EventSocket maya = room.owner.connect(room.session);
        maya.next("snapshot");
        maya.send(offer("noor"));
        assertThat(error(maya)).isEqualTo("PEER_NOT_REGISTERED");
        maya.send(register("maya", "controller"));
        listed(maya, "maya");
        maya.send(offer("maya"));
        assertThat(error(maya)).as("nobody calls themselves").isEqualTo("PEER_UNKNOWN");
        maya.send(register("spaces are none", "display"));
        assertThat(error(maya)).isEqualTo("VALUE_INVALID");
        maya.send(register("maya", "leader"));
        assertThat(error(maya)).isEqualTo("VALUE_INVALID");
        maya.send(offer("noor").replace("v=0", "x".repeat(7_169)));
        assertThat(error(maya)).isEqualTo("VALUE_INVALID");

        TestClient noor = room.member("Noor");
        EventSocket thief = noor.connect(room.session);
        thief.next("snapshot");
        thief.send(register("maya", "controller"));
        assertThat(error(thief)).isEqualTo("PEER_TAKEN");
        EventSocket waits = room.waiting("Sam").connect(room.session);
        waits.send(register("sam", "display"));
        assertThat(error(waits)).isEqualTo("NOT_ADMITTED");
    }

    @Test
    void aPersonComingBackTakesTheirOwnPlaceOver() {
        TestClient noor = room.member("Noor");
        EventSocket maya = page(room.owner, room.session, "maya");
        EventSocket before = page(noor, room.session, "noor");
        EventSocket after = page(noor, room.session, "noor");
        before.close();
        before.closeCode();
        maya.send(offer("noor"));
        assertThat(after.next("peer.offer").at("/payload/from_peer_id").asString())
                .isEqualTo("maya");
        assertThat(ids(listed(maya, "noor"), "/peer_id")).containsExactly("maya", "noor");
    }

    @Test
    void registrationsAreLimitedInNumberAndRate() {
        EventSocket maya = room.owner.connect(room.session);
        maya.next("snapshot");
        for (int i = 0; i < 12; i++) {
            maya.send(register("maya-" + i, "controller"));
        }
        assertThat(error(maya)).isEqualTo("TOO_MANY_REGISTRATIONS");

        for (int i = 0; i < 7; i++) {
            page(room.owner, room.session, "tab-" + i);
        }
        EventSocket ninth = room.owner.connect(room.session);
        ninth.next("snapshot");
        ninth.send(register("tab-9", "controller"));
        assertThat(error(ninth)).isEqualTo("PEERS_FULL");
    }

    @Test
    void onTheSignallingPortAppsSpeakFlatFrames() {
        TestClient wall = room.member("Wall");
        EventSocket maya = page(room.owner, room.session, "maya");
        EventSocket display = EventSocket.open(http, signal("/", wall), List.of());
        display.send(flat("wall-1"));
        JsonNode peers = display.next("peers").at("/peers");
        assertThat(ids(peers, "/peerId")).containsExactly("maya", "wall-1");
        assertThat(peers.at("/1/displayClass").asString()).isEqualTo("stage");
        assertThat(listed(maya, "wall-1").at("/1/display_name").asString()).isEqualTo("Left wall");

        maya.send(offer("wall-1"));
        JsonNode offered = display.next("offer");
        assertThat(offered.at("/fromPeerId").asString()).isEqualTo("maya");
        display.send("{\"type\":\"answer\",\"targetPeerId\":\"maya\",\"sdp\":\"v=2\"}");
        assertThat(maya.next("peer.answer").at("/payload/sdp").asString()).isEqualTo("v=2");
        display.send("{\"type\":\"candidate\",\"targetPeerId\":\"maya\",\"candidate\":"
                + "{\"candidate\":\"c\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}}");
        assertThat(maya.next("peer.candidate").at("/payload/candidate/sdp_mid").asString())
                .isEqualTo("0");
        maya.send("{\"type\":\"peer.candidate\",\"payload\":{\"target_peer_id\":\"wall-1\",\"candidate\":"
                + "{\"candidate\":\"c\",\"sdp_m_line_index\":3}}}");
        assertThat(display.next("candidate").at("/candidate/sdpMLineIndex").asInt())
                .isEqualTo(3);

        display.send("{\"type\":\"ping\",\"timestamp\":7}");
        assertThat(display.next("pong").at("/timestamp").asInt()).isEqualTo(7);
        display.send("{\"type\":\"offer\",\"targetPeerId\":\"maya\"}");
        JsonNode error = display.next("error");
        assertThat(error.at("/code").asString()).isEqualTo("VALUE_INVALID");
        assertThat(error.at("/message").asString()).contains("sdp");
        display.send("{\"type\":\"offer\",\"sdp\":\"v=0\"}");
        assertThat(display.next("error").at("/message").asString()).isEqualTo("targetPeerId is missing.");
    }

    @Test
    void pagesOfParticipantsAreNotShownToApps() {
        EventSocket maya = room.owner.connect(room.session);
        maya.next("snapshot");
        maya.send(register("maya", "participant"));
        listed(maya, "maya");
        EventSocket display = EventSocket.open(http, signal("/", room.member("Wall")), List.of());
        display.send(flat("wall-1"));
        assertThat(ids(display.next("peers").at("/peers"), "/peerId")).containsExactly("wall-1");
    }

    @Test
    void nobodyIsAnonymousAndTheSignallingPortServesNothingElse() {
        TestClient wall = room.member("Wall");
        assertThat(EventSocket.refusal(http, URI.create("ws://127.0.0.1:" + signalPort() + "/"), List.of()))
                .isEqualTo(401);
        assertThat(EventSocket.refusal(http, signal("/", wall), List.of("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(EventSocket.refusal(http, signal("/ws", wall), List.of())).isEqualTo(404);
        assertThat(EventSocket.refusal(
                        http, room.hub.uri("/").resolve("ws://127.0.0.1:" + room.hub.port() + "/"), List.of()))
                .isEqualTo(404);
        var page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + signalPort() + "/hub"))
                .build();
        assertThat(TestClient.send(page).status()).isEqualTo(404);
    }

    @Test
    void anAppThatIsRemovedOrSilentLosesItsConnection() {
        TestClient wall = room.member("Wall");
        EventSocket maya = page(room.owner, room.session, "maya");
        EventSocket display = EventSocket.open(http, signal("/signal", wall), List.of());
        display.send(flat("wall-1"));
        listed(maya, "wall-1");

        room.owner.delete(room.path("/participants/" + wall.userId));
        assertThat(display.closeCode()).isEqualTo(4403);
        assertThat(ids(maya.next("peer.list").at("/payload/peers"), "/peer_id")).containsExactly("maya");
        assertThat(EventSocket.refusal(http, signal("/", wall), List.of())).isEqualTo(403);

        TestClient other = room.member("Other");
        EventSocket quiet = EventSocket.open(http, signal("/", other), List.of());
        quiet.send(flat("wall-2"));
        listed(maya, "wall-2");
        room.hub.clock.advance(Duration.ofSeconds(16));
        assertThat(quiet.closeCode()).isEqualTo(4408);
    }
}
