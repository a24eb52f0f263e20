package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.session.Cursor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private static List<String> types(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.at("/type").asString()).toList();
    }

    private EventSocket connected(TestClient client) {
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        return socket;
    }

    private TestClient.Answer channel(String name) {
        return room.owner.post(room.path("/channels"), "{\"name\":\"" + name + "\"}");
    }

    @Test
    void upgradeIsRefusedBeforeItHappens() {
        TestClient owner = room.owner;
        String session = "&session_id=" + room.session;
        assertThat(owner.upgradeStatus("/ws?session_id=" + room.session)).isEqualTo(401);
        assertThat(owner.upgradeStatus("/ws?token=nonsense" + session)).isEqualTo(401);
        assertThat(owner.upgradeStatus("/ws?token=" + owner.token)).isEqualTo(400);
        assertThat(owner.upgradeStatus("/ws?token=" + owner.token + "&session_id=unknown"))
                .isEqualTo(404);
        TestClient outside = room.hub.client();
        outside.exchange(room.code, "Noor");
        assertThat(outside.upgradeStatus("/ws?token=" + outside.token + session))
                .isEqualTo(403);
        room.hub.clock.advance(Duration.ofMinutes(15));
        assertThat(owner.upgradeStatus("/ws?token=" + owner.token + session)).isEqualTo(401);
    }

    @Test
    void bearerHeaderWorksLikeTheQuery() {
        assertThat(room.owner.upgradeStatus(
                        "/ws?session_id=" + room.session, "Authorization", "Bearer " + room.owner.token))
                .isEqualTo(101);
    }

    @Test
    void framesAreNotCompressed() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), room.hub.port());
                InputStream in = socket.getInputStream()) {
            String request = "GET /ws?token=" + room.owner.token + "&session_id=" + room.session
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new byte[2048];
            String text = new String(answer, 0, in.read(answer), StandardCharsets.ISO_8859_1);
            assertThat(text).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
        }
    }

    @Test
    void everyChangeArrivesOnceAndInOrder() {
        TestClient guest = room.member("Noor");
        EventSocket socket = connected(guest);
        for (int i = 0; i < 10; i++) {
            channel("Channel " + i);
        }
        List<JsonNode> created = socket.untilPong(1).stream()
                .filter(frame -> frame.at("/type").asString().equals("channel.create"))
                .toList();
        assertThat(created)
                .extracting(frame -> frame.at("/payload/channel/name").asString())
                .containsExactly(
                        "Channel 0",
                        "Channel 1",
                        "Channel 2",
                        "Channel 3",
                        "Channel 4",
                        "Channel 5",
                        "Channel 6",
                        "Channel 7",
                        "Channel 8",
                        "Channel 9");
        assertThat(created).allMatch(frame -> frame.has("cursor") && frame.has("id"));
        assertThat(created).extracting(frame -> frame.at("/id").asString()).doesNotHaveDuplicates();
    }

    @Test
    void connectionComesBackWithItsCursorAndGetsOnlyWhatItMissed() {
        TestClient guest = room.member("Noor");
        EventSocket first = connected(guest);
        channel("Before");
        first.next("channel.create");
        String cursor = first.cursor;
        first.vanish();
        channel("Meanwhile");
        EventSocket second = guest.connect(room.session, cursor);
        JsonNode resumed = second.next();
        assertThat(resumed.at("/type").asString()).isEqualTo("resumed");
        assertThat(resumed.at("/payload/missed").asInt()).isEqualTo(1);
        JsonNode missed = second.next("channel.create");
        assertThat(missed.at("/payload/channel/name").asString()).isEqualTo("Meanwhile");
        second.next("floor.queue");
        List<JsonNode> frames = second.untilPong(1);
        assertThat(frames).noneMatch(frame -> frame.has("cursor"));
    }

    @Test
    void cursorThatCannotBeContinuedGetsASnapshot() {
        assertThat(room.owner
                        .connect(room.session, "nonsense")
                        .next()
                        .at("/type")
                        .asString())
                .isEqualTo("snapshot");
        String ahead = Cursor.at(1, 99_999).encode();
        assertThat(room.owner.connect(room.session, ahead).next().at("/type").asString())
                .isEqualTo("snapshot");
        String otherGeneration = Cursor.at(9, 1).encode();
        assertThat(room.owner
                        .connect(room.session, otherGeneration)
                        .next()
                        .at("/type")
                        .asString())
                .isEqualTo("snapshot");
    }

    @Test
    void whoWaitsSeesNothingOfTheInside() {
        EventSocket waiting = room.waiting("Noor").connect(room.session);
        JsonNode snapshot = waiting.next();
        assertThat(snapshot.at("/payload/you/status").asString()).isEqualTo("waiting");
        assertThat(snapshot.at("/payload/session/code").isMissingNode()).isTrue();
        assertThat(snapshot.at("/payload/channels")).isEmpty();
        channel("Secret");
        room.member("Sam");
        connected(room.owner);
        waiting.send(
                "{\"type\":\"floor.request\",\"id\":\"f1\",\"payload\":{\"request_id\":\"r\",\"channel_id\":\"c\",\"holding\":true}}");
        List<JsonNode> frames = waiting.untilPong(1);
        assertThat(types(frames)).containsOnly("error");
        assertThat(frames.getFirst().at("/payload/error/code").asString()).isEqualTo("NOT_ADMITTED");
        assertThat(frames.getFirst().at("/id").asString()).isEqualTo("f1");
    }

    @Test
    void whoIsRefusedIsToldAndClosed() {
        TestClient guest = room.waiting("Noor");
        EventSocket waiting = connected(guest);
        room.owner.delete(room.path("/participants/" + guest.userId));
        JsonNode leave = waiting.next("participant.leave");
        assertThat(leave.at("/payload/reason").asString()).isEqualTo("refused");
        assertThat(waiting.closeCode()).isEqualTo(CloseCode.REMOVED.code());
    }

    @Test
    void removalClosesTheConnectionAtOnce() {
        TestClient guest = room.member("Noor");
        EventSocket socket = connected(guest);
        EventSocket other = connected(room.owner);
        room.owner.delete(room.path("/participants/" + guest.userId));
        assertThat(socket.next("participant.leave").at("/payload/reason").asString())
                .isEqualTo("removed");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.REMOVED.code());
        assertThat(other.next("participant.leave").at("/payload/user_id").asString())
                .isEqualTo(guest.userId);
        assertThat(guest.upgradeStatus("/ws?token=" + guest.token + "&session_id=" + room.session))
                .isEqualTo(403);
    }

    @Test
    void waitingPeopleAndInvitesAreToldOnlyToWhoDecidesOnThem() {
        EventSocket member = connected(room.member("Noor"));
        EventSocket owner = connected(room.owner);
        room.waiting("Sam");
        room.owner.post(room.path("/invites"), "{}");
        room.owner.post(room.path("/code"), "{}");
        assertThat(types(owner.untilPong(1))).contains("participant.waiting", "invite.create", "session.update");
        assertThat(types(member.untilPong(1))).doesNotContain("participant.waiting", "invite.create", "session.update");
    }

    @Test
    void newRoleBringsTheSessionAnew() {
        TestClient guest = room.member("Noor");
        EventSocket socket = connected(guest);
        room.waiting("Sam");
        room.owner.post(room.path("/participants/" + guest.userId + "/role"), "{\"role\":\"tech\"}");
        assertThat(socket.next("participant.update")
                        .at("/payload/participant/role")
                        .asString())
                .isEqualTo("tech");
        JsonNode snapshot = socket.next("snapshot");
        assertThat(snapshot.at("/payload/you/role").asString()).isEqualTo("tech");
        assertThat(snapshot.at("/payload/waiting")).hasSize(1);
        assertThat(snapshot.at("/payload/session/code").asString()).isEqualTo(room.code);
    }

    @Test
    void endOfTheSessionReachesEverybody() {
        EventSocket member = connected(room.member("Noor"));
        EventSocket waiting = connected(room.waiting("Sam"));
        room.owner.post(room.path("/close"), "{}");
        for (EventSocket socket : List.of(member, waiting)) {
            assertThat(socket.next("session.close").at("/payload/by").asString())
                    .isEqualTo(room.owner.userId);
            assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_CLOSED.code());
        }
    }

    @Test
    void malformedFramesGetErrorsAndTheConnectionGoesOn() {
        EventSocket socket = connected(room.member("Noor"));
        assertError(socket, "not json", "JSON_MALFORMED");
        assertError(socket, "[]", "FRAME_MALFORMED");
        assertError(socket, "{}", "FRAME_MALFORMED");
        assertError(socket, "{\"type\":7}", "FRAME_MALFORMED");
        assertError(socket, "{\"type\":\"shout\"}", "FRAME_UNKNOWN");
        assertError(socket, "{\"type\":\"floor.request\",\"payload\":[]}", "FRAME_MALFORMED");
        assertError(socket, "{\"type\":\"floor.request\",\"payload\":{}}", "VALUE_INVALID");
        assertError(socket, "{\"type\":\"floor.release\",\"payload\":{}}", "VALUE_INVALID");
        assertError(socket, "{\"type\":\"ping\",\"payload\":{\"n\":\"" + "x".repeat(9000) + "\"}}", "FRAME_TOO_LARGE");
        socket.send("{\"type\":\"shout\",\"id\":\"f7\"}");
        assertThat(socket.next("error").at("/id").asString()).isEqualTo("f7");
        channel("Band");
        assertThat(socket.next("channel.create").at("/payload/channel/name").asString())
                .isEqualTo("Band");
    }

    private static void assertError(EventSocket socket, String frame, String code) {
        socket.send(frame);
        JsonNode error = socket.next("error").at("/payload/error");
        assertThat(error.at("/code").asString()).as(frame).isEqualTo(code);
        assertThat(error.at("/message").asString()).isNotEmpty();
    }

    @Test
    void unknownFieldsOfANewerClientAreIgnored() {
        EventSocket socket = connected(room.owner);
        socket.send("{\"type\":\"ping\",\"payload\":{\"n\":5,\"mood\":\"good\"},\"more\":1}");
        assertThat(socket.next("pong").at("/payload/n").asInt()).isEqualTo(5);
    }

    @Test
    void floodOfFramesIsRefusedAndThenCut() {
        EventSocket socket = connected(room.member("Noor"));
        for (int i = 0; i < 250; i++) {
            socket.send("{\"type\":\"pong\",\"payload\":{}}");
        }
        assertThat(socket.next("error").at("/payload/error/code").asString()).isEqualTo("TOO_MANY_FRAMES");
    }

    @Test
    void silentClientIsPingedAndThenClosed() {
        EventSocket socket = connected(room.member("Noor"));
        room.hub.clock.advance(Duration.ofSeconds(5));
        assertThat(socket.next("ping").at("/payload/n").asInt()).isEqualTo(1);
        room.hub.clock.advance(Duration.ofSeconds(11));
        assertThat(socket.closeCode()).isEqualTo(CloseCode.SILENT.code());
    }

    @Test
    void presenceFollowsConnectionsAndPages() {
        EventSocket owner = connected(room.owner);
        TestClient guest = room.member("Noor");
        EventSocket socket = connected(guest);
        assertPresence(owner, guest, "here");
        socket.send("{\"type\":\"presence.update\",\"payload\":{\"state\":\"away\"}}");
        assertPresence(owner, guest, "away");
        assertThat(room.owner
                        .get(room.path("/snapshot"))
                        .json()
                        .at("/participants")
                        .toString())
                .contains("\"state\":\"away\"");
        socket.vanish();
        assertPresence(owner, guest, "gone");
    }

    private static void assertPresence(EventSocket observer, TestClient whom, String state) {
        JsonNode frame = observer.next("presence.update");
        while (!frame.at("/payload/user_id").asString().equals(whom.userId)) {
            frame = observer.next("presence.update");
        }
        assertThat(frame.at("/payload/state").asString()).isEqualTo(state);
    }

    @Test
    void measurementsGoToWhoMaySeeThem() {
        EventSocket owner = connected(room.owner);
        TestClient guest = room.member("Noor");
        EventSocket socket = connected(guest);
        socket.send(
                "{\"type\":\"metrics.report\",\"payload\":{\"rtt_ms\":9,\"loss_pct\":0.5,\"jitter_ms\":2,\"bitrate_bps\":24000}}");
        JsonNode report = owner.next("metrics.report");
        assertThat(report.at("/payload/user_id").asString()).isEqualTo(guest.userId);
        assertThat(report.at("/payload/rtt_ms").asInt()).isEqualTo(9);
        assertThat(types(socket.untilPong(1))).doesNotContain("metrics.report");
    }

    @Test
    void floorIsAskedForGrantedAndGivenBack() {
        EventSocket owner = connected(room.owner);
        EventSocket guest = connected(room.member("Noor"));
        String channel = room.owner.get(room.path("/snapshot")).at("/channels/0/id");
        owner.send(request("r1", channel));
        JsonNode granted = owner.next("floor.granted");
        assertThat(granted.at("/payload/request_id").asString()).isEqualTo("r1");
        assertThat(granted.at("/payload/talk_limit_ms").asLong()).isEqualTo(10_000);
        assertThat(guest.next("ptt.state").at("/payload/state").asString()).isEqualTo("talking");
        guest.send(request("g1", channel));
        assertThat(guest.next("floor.queued").at("/payload/position").asInt()).isEqualTo(1);
        JsonNode line = owner.next("floor.queue");
        while (line.at("/payload/line").isEmpty()) {
            line = owner.next("floor.queue");
        }
        JsonNode floor = room.owner.get(room.path("/snapshot")).json().at("/floor/0");
        assertThat(floor.at("/talker/user_id").asString()).isEqualTo(room.owner.userId);
        String lease = granted.at("/payload/lease_id").asString();
        owner.send("{\"type\":\"floor.renew\",\"payload\":{\"lease_id\":\"" + lease + "\"}}");
        owner.send("{\"type\":\"floor.release\",\"payload\":{\"lease_id\":\"" + lease + "\"}}");
        assertThat(owner.next("floor.released").at("/payload/lease_id").asString())
                .isEqualTo(lease);
        assertThat(guest.next("floor.granted").at("/payload/request_id").asString())
                .isEqualTo("g1");
        assertThat(room.hub.meters.get("tutti.floor.decision").timer().count()).isGreaterThanOrEqualTo(2);
    }

    private static String request(String id, String channel) {
        return "{\"type\":\"floor.request\",\"payload\":{\"request_id\":\"" + id + "\",\"channel_id\":\"" + channel
                + "\",\"holding\":true}}";
    }

    @Test
    void whoVanishesGivesTheFloorBack() {
        EventSocket owner = connected(room.owner);
        EventSocket guest = connected(room.member("Noor"));
        String channel = room.owner.get(room.path("/snapshot")).at("/channels/0/id");
        guest.send(request("g1", channel));
        guest.next("floor.granted");
        owner.send(request("r1", channel));
        owner.next("floor.queued");
        guest.vanish();
        assertThat(owner.next("floor.granted").at("/payload/request_id").asString())
                .isEqualTo("r1");
    }

    @Test
    void hostStopsWhoTalks() {
        EventSocket owner = connected(room.owner);
        TestClient noor = room.member("Noor");
        EventSocket guest = connected(noor);
        String channel = room.owner.get(room.path("/snapshot")).at("/channels/0/id");
        guest.send(request("g1", channel));
        guest.next("floor.granted");
        owner.send("{\"type\":\"floor.revoke\",\"payload\":{\"channel_id\":\"" + channel + "\"}}");
        JsonNode revoked = guest.next("floor.revoked");
        assertThat(revoked.at("/payload/reason").asString()).isEqualTo("host");
        assertThat(revoked.at("/payload/by").asString()).isEqualTo(room.owner.userId);
    }
}
