package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.socket.ConnectionTimes;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.wire.CloseCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Connections that last: their token ends, or they read too slowly. */
class PatienceTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final int FRAMES = 64;
    private final TestRoom room = new TestRoom(new TestHub(TestHub.Wishes.NONE.events(new EventSocketAdapter.Settings(
            new Outbox.Limits(FRAMES, 1024 * 1024, 60_000),
            new ConnectionTimes(LONG, LONG, Duration.ofSeconds(60), LONG)))));

    @AfterEach
    void stop() {
        room.close();
    }

    private EventSocket connect(TestClient client) {
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        return socket;
    }

    @Test
    void expiringTokenIsAnnouncedAndRefreshedOnTheOpenConnection() {
        TestClient guest = room.member("Noor");
        EventSocket socket = connect(guest);
        room.hub.clock.advance(Duration.ofMinutes(14));
        assertThat(socket.next("auth.expiring").at("/payload/expires_at").asString())
                .isNotEmpty();
        guest.keep(guest.post("/auth/refresh", "{\"refresh_token\":\"" + guest.refreshToken + "\"}"));
        socket.send("{\"type\":\"auth.refresh\",\"payload\":{\"token\":\"" + guest.token + "\"}}");
        assertThat(socket.next("auth.refreshed").at("/payload/listen_only").asBoolean())
                .isFalse();
        socket.send("{\"type\":\"auth.refresh\",\"id\":\"f1\",\"payload\":{\"token\":\"" + room.owner.token + "\"}}");
        assertThat(socket.next("error").at("/payload/error/code").asString()).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void connectionEndsWithItsToken() {
        EventSocket socket = connect(room.member("Noor"));
        room.hub.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        socket.next("auth.expiring");
        room.hub.clock.advance(Duration.ofSeconds(1));
        assertThat(socket.closeCode()).isEqualTo(CloseCode.TOKEN_EXPIRED.code());
    }

    @Test
    void slowReaderIsCutAndComesBackWithNothingLostOrDoubled() {
        TestClient guest = room.member("Noor");
        System.setProperty("jdk.httpclient.receiveBufferSize", "16384");
        EventSocket slow = connect(guest);
        System.clearProperty("jdk.httpclient.receiveBufferSize");
        EventSocket quick = connect(room.owner);
        slow.stall();
        var made = new ArrayList<String>();
        while (evictions() == 0) {
            String name = "Long name of a channel number " + made.size();
            TestClient.Answer answer = room.owner.post(room.path("/channels"), "{\"name\":\"" + name + "\"}");
            assertThat(answer.status()).isEqualTo(201);
            room.owner.delete(room.path("/channels/" + answer.at("/channel/id")));
            made.add(name);
        }
        slow.readOn();
        List<JsonNode> seen = new ArrayList<>(slow.untilEnd());
        EventSocket back = guest.connect(room.session, slow.cursor);
        assertThat(back.next().at("/type").asString()).isEqualTo("resumed");
        while (names(seen).size() < made.size()) {
            seen.add(back.next());
        }
        seen.addAll(back.untilPong(1));
        assertThat(names(seen)).isEqualTo(made);
        assertThat(names(quick.untilPong(1))).isEqualTo(made);
    }

    private double evictions() {
        return room.hub.meters.get("tutti.ws.evictions").counter().count();
    }

    private static List<String> names(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.at("/type").asString().equals("channel.create"))
                .map(frame -> frame.at("/payload/channel/name").asString())
                .toList();
    }
}
