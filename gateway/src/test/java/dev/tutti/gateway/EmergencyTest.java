package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who heard an emergency, and whose microphone is on: told at once, kept nowhere. */
class EmergencyTest {
    private final TestRoom room = new TestRoom(new TestHub(), "shift");
    private final TestClient guard = guard();
    private final String channel = room.owner.get(room.path("/snapshot")).at("/channels/0/id");

    @AfterEach
    void stop() {
        room.close();
    }

    /** Somebody whose role may raise an emergency. */
    private TestClient guard() {
        TestClient member = room.member("Gus");
        room.owner.post(room.path("/participants/" + member.userId + "/role"), "{\"role\":\"emergency\"}");
        return member;
    }

    private EventSocket connected(TestClient client) {
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        return socket;
    }

    private String request(String id, boolean emergency) {
        return "{\"type\":\"floor.request\",\"payload\":{\"request_id\":\"" + id + "\",\"channel_id\":\"" + channel
                + "\",\"holding\":true,\"emergency\":" + emergency + "}}";
    }

    private String confirm() {
        return "{\"type\":\"emergency.confirm\",\"payload\":{\"channel_id\":\"" + channel + "\"}}";
    }

    private static List<String> types(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.at("/type").asString()).toList();
    }

    @Test
    void whoRaisedItAndTheHostLearnWhoHeardItAndOthersDoNot() {
        EventSocket atGuard = connected(guard);
        EventSocket atOwner = connected(room.owner);
        TestClient noor = room.member("Noor");
        EventSocket atNoor = connected(noor);
        atGuard.send(request("r1", true));
        atGuard.next("floor.granted");

        atNoor.send(confirm());
        for (EventSocket told : List.of(atGuard, atOwner)) {
            JsonNode first = told.next("emergency.heard").at("/payload");
            assertThat(first.at("/user_id").asString()).isEqualTo(guard.userId);
            assertThat(first.at("/by").toString()).isEqualTo("[\"" + noor.userId + "\"]");
            assertThat(first.at("/of").asInt()).isEqualTo(2);
        }

        atNoor.send(confirm());
        assertThat(atGuard.next("emergency.heard").at("/payload/by")).hasSize(1);
        atOwner.send(confirm());
        assertThat(atGuard.next("emergency.heard").at("/payload/by")).hasSize(2);
        assertThat(types(atNoor.untilPong(1))).doesNotContain("emergency.heard");

        EventSocket again = guard.connect(room.session);
        assertThat(again.next("emergency.heard").at("/payload/by")).hasSize(2);
    }

    @Test
    void whatIsNoEmergencyCannotBeConfirmed() {
        EventSocket atGuard = connected(guard);
        EventSocket atOwner = connected(room.owner);
        assertOver(atOwner);
        atGuard.send(request("r1", false));
        atGuard.next("floor.granted");
        assertOver(atOwner);
        atOwner.send("{\"type\":\"emergency.confirm\",\"payload\":{}}");
        assertThat(atOwner.next("error").at("/payload/error/code").asString()).isEqualTo("VALUE_INVALID");
    }

    @Test
    void itCanBeConfirmedForAWhileAfterItsEnd() {
        EventSocket atGuard = connected(guard);
        EventSocket atOwner = connected(room.owner);
        atGuard.send(request("r1", true));
        String lease = atGuard.next("floor.granted").at("/payload/lease_id").asString();
        atGuard.send("{\"type\":\"floor.release\",\"payload\":{\"lease_id\":\"" + lease + "\"}}");
        JsonNode state = atOwner.next("ptt.state");
        while (!"idle".equals(state.at("/payload/state").asString())) {
            state = atOwner.next("ptt.state");
        }
        atOwner.send(confirm());
        assertThat(atGuard.next("emergency.heard").at("/payload/by")).hasSize(1);

        for (int i = 0; i < 13; i++) {
            room.hub.clock.advance(Duration.ofSeconds(10));
            atOwner.untilPong(i);
        }
        assertOver(atOwner);
    }

    private void assertOver(EventSocket socket) {
        socket.send(confirm());
        assertThat(socket.next("error").at("/payload/error/code").asString()).isEqualTo("EMERGENCY_OVER");
    }

    @Test
    void everybodyLearnsWhenAMicrophoneGoesOnOrOff() {
        EventSocket owner = connected(room.owner);
        TestClient guest = room.member("Noor");
        room.hub.gateway.microphone(new SessionId(room.session), new UserId(guest.userId), true);
        JsonNode mute = owner.next("participant.mute").at("/payload");
        assertThat(mute.at("/user_id").asString()).isEqualTo(guest.userId);
        assertThat(mute.at("/muted").asBoolean()).isTrue();
    }

    @Test
    void whoResumesLearnsWhoseMicrophoneIsOffNow() {
        EventSocket before = connected(room.owner);
        room.owner.post(room.path("/channels"), "{\"name\":\"Band\"}");
        before.next("channel.create");
        before.vanish();
        EventSocket back = room.owner.connect(room.session, before.cursor);
        assertThat(back.next().at("/type").asString()).isEqualTo("resumed");
        JsonNode mute = back.next("participant.mute").at("/payload");
        assertThat(mute.at("/user_id").asString()).isEqualTo(room.owner.userId);
        assertThat(mute.at("/muted").asBoolean()).isTrue();
    }
}
