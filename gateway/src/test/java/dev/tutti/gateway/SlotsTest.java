package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who fills which place, over REST and {@code /ws}. */
class SlotsTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private static String drums(TestClient who) {
        return "{\"slot_name\":\"drums\",\"scope\":\"global\",\"user_id\":\"" + who.userId + "\"}";
    }

    private TestClient.Answer roles(TestClient who, String action, String body) {
        return who.post(room.path("/roles/" + action), body);
    }

    @Test
    void aSlotIsFilledSeenByEverybodyAndAConflictNamesWhoHasIt() {
        TestClient noor = room.member("Noor");
        TestClient sam = room.member("Sam");
        EventSocket atSam = sam.connect(room.session);
        atSam.next("snapshot");

        assertThat(roles(room.owner, "assign", drums(noor)).status()).isEqualTo(200);
        JsonNode frame = atSam.next("slot.assign");
        assertThat(frame.at("/payload/user_id").asString()).isEqualTo(noor.userId);
        assertThat(frame.at("/payload/scope").asString()).isEqualTo("global");
        assertThat(frame.at("/cursor").asString()).isNotEmpty();

        TestClient.Answer conflict = roles(room.owner, "assign", drums(sam));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.code()).isEqualTo("SLOT_CONFLICT");
        assertThat(conflict.at("/error/message")).isEqualTo("Drums is taken by Noor.");
        assertThat(conflict.at("/error/details/user_id")).isEqualTo(noor.userId);
        JsonNode snapshot = sam.get(room.path("/snapshot")).json();
        assertThat(snapshot.at("/slots")).hasSize(15);
        assertThat(snapshot.at("/slot_assignments/0/user_id").asString()).isEqualTo(noor.userId);
    }

    @Test
    void aMusicianAsksOnlyThoseWhoAnswerAndTheAskerSeeIt() {
        TestClient noor = room.member("Noor");
        TestClient sam = room.member("Sam");
        EventSocket atOwner = room.owner.connect(room.session);
        EventSocket atNoor = noor.connect(room.session);
        EventSocket atSam = sam.connect(room.session);
        atOwner.next("snapshot");
        atNoor.next("snapshot");
        atSam.next("snapshot");

        assertThat(roles(noor, "claim", "{\"slot_name\":\"drums\"}")
                        .json()
                        .at("/assigned")
                        .asBoolean(true))
                .isFalse();
        assertThat(atOwner.next("slot.claim").at("/payload/user_id").asString()).isEqualTo(noor.userId);
        assertThat(atNoor.next("slot.claim").at("/payload/slot_name").asString())
                .isEqualTo("drums");
        assertThat(atSam.untilPong(1))
                .noneMatch(frame -> frame.at("/type").asString().startsWith("slot."));
        assertThat(sam.get(room.path("/snapshot")).json().at("/slot_claims")).isEmpty();
        assertThat(noor.get(room.path("/snapshot")).json().at("/slot_claims")).hasSize(1);

        roles(room.owner, "refuse", drums(noor));
        assertThat(atNoor.next("slot.refuse").at("/payload/user_id").asString()).isEqualTo(noor.userId);
        roles(noor, "claim", "{\"slot_name\":\"drums\"}");
        roles(room.owner, "assign", drums(noor));
        assertThat(atSam.next("slot.assign").at("/payload/user_id").asString()).isEqualTo(noor.userId);
        assertThat(room.owner.get(room.path("/snapshot")).json().at("/slot_claims"))
                .isEmpty();
    }

    @Test
    void whoMayAssignNeedNotAsk() {
        assertThat(roles(room.owner, "claim", "{\"slot_name\":\"bass\"}")
                        .json()
                        .at("/assigned")
                        .asBoolean(false))
                .isTrue();
    }

    @Test
    void whoLeavesFreesTheirSlotForEverybody() {
        TestClient noor = room.member("Noor");
        roles(room.owner, "assign", drums(noor));
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");

        noor.post(room.path("/leave"), "{}");

        atOwner.next("participant.leave");
        assertThat(atOwner.next("slot.release").at("/payload/slot_name").asString())
                .isEqualTo("drums");
    }

    @Test
    void whoComesAgainIsOfferedWhatTheyFilledBeforeAlsoInAnotherSession() {
        TestClient noor = room.member("Noor");
        roles(room.owner, "assign", drums(noor));
        assertThat(noor.get(room.path("/snapshot"))
                        .json()
                        .at("/you/suggested_slot")
                        .isMissingNode())
                .isTrue();
        String held = noor.refreshToken;
        noor.post(room.path("/leave"), "{}");
        room.owner.post(room.path("/close"), "{}");
        // The device is opened again before the next session: what it held does not let anybody in any more.
        assertThat(noor.post("/auth/refresh", "{\"refresh_token\":\"" + held + "\"}")
                        .status())
                .isEqualTo(401);

        String second = room.owner
                .post("/session", "{\"name\":\"Next week\",\"kind\":\"rehearsal\",\"admission\":\"open\"}")
                .at("/session_id");
        room.owner.join(second);
        String code = room.owner.get("/session/" + second + "/snapshot").at("/session/code");
        String before = noor.userId;
        noor = room.hub.client();
        noor.keep(noor.post(
                "/auth/exchange", "{\"code\":\"" + code + "\",\"name\":\"Noor\",\"refresh_token\":\"" + held + "\"}"));
        assertThat(noor.userId).isEqualTo(before);
        noor.join(second);

        assertThat(noor.get("/session/" + second + "/snapshot").at("/you/suggested_slot"))
                .isEqualTo("drums");
        room.owner.post("/session/" + second + "/roles/claim", "{\"slot_name\":\"drums\"}");
        assertThat(noor.get("/session/" + second + "/snapshot").at("/you/suggested_slot"))
                .isEmpty();
    }

    @Test
    void aSessionsOwnSlotIsNamedAfterItsLabel() {
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");

        TestClient.Answer made = room.owner.post(room.path("/roles/slots"), "{\"label\":\"Caméra 2\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/slot/name")).isEqualTo("camera_2");
        assertThat(made.json().at("/slot/custom").asBoolean(false)).isTrue();
        assertThat(atOwner.next("slot.define").at("/payload/slot/label").asString())
                .isEqualTo("Caméra 2");
        assertThat(room.owner
                        .post(room.path("/roles/slots"), "{\"label\":\"バス\"}")
                        .at("/slot/name"))
                .startsWith("slot_");

        assertThat(room.owner.delete(room.path("/roles/slots/camera_2")).status())
                .isEqualTo(200);
        assertThat(atOwner.next("slot.remove").at("/payload/slot_name").asString())
                .isEqualTo("camera_2");
        assertThat(room.owner.delete(room.path("/roles/slots/camera_2")).code()).isEqualTo("SLOT_UNKNOWN");
        assertThat(room.owner.delete(room.path("/roles/slots/drums")).status()).isEqualTo(400);
    }

    @Test
    void placesAreNamedWell() {
        assertThat(roles(room.owner, "claim", "{\"slot_name\":\"Drums!\"}").code())
                .isEqualTo("VALUE_INVALID");
        assertThat(roles(room.owner, "claim", "{\"slot_name\":\"drums\",\"scope\":\"song\"}")
                        .code())
                .isEqualTo("VALUE_INVALID");
        assertThat(roles(room.owner, "claim", "{\"slot_name\":\"drums\",\"scope\":\"song\",\"song_id\":\"nowhere\"}")
                        .code())
                .isEqualTo("SONG_UNKNOWN");
        assertThat(roles(room.owner, "claim", "{\"slot_name\":\"theremin\"}").code())
                .isEqualTo("SLOT_UNKNOWN");
    }

    @Test
    void theSameKeyFillsItOnce() {
        TestClient noor = room.member("Noor");
        String key = "the-same-press-1";

        assertThat(room.owner
                        .send("POST", room.path("/roles/assign"), drums(noor), key)
                        .status())
                .isEqualTo(200);
        roles(room.owner, "release", "{\"slot_name\":\"drums\"}");
        assertThat(room.owner
                        .send("POST", room.path("/roles/assign"), drums(noor), key)
                        .status())
                .isEqualTo(200);

        assertThat(room.owner.get(room.path("/snapshot")).json().at("/slot_assignments"))
                .isEmpty();
    }
}
