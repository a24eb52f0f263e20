package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the owner's link to two people in a session who see each other. */
class JoiningTest {
    private final TestHub hub = new TestHub();

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void ownerOpensSessionAndGuestIsLetIn() {
        TestClient owner = hub.client();
        assertThat(owner.exchange(hub.ownerCode(), "Maya").at("/grant")).isEqualTo("owner");
        TestClient.Answer created = owner.post("/session", "{\"name\":\"Evening\",\"kind\":\"rehearsal\"}");
        assertThat(created.status()).isEqualTo(201);
        String session = created.at("/session_id");
        assertThat(owner.join(session).at("/status")).isEqualTo("admitted");

        EventSocket atOwner = owner.connect(session);
        JsonNode snapshot = atOwner.next("snapshot");
        assertThat(snapshot.at("/payload/you/role").asString()).isEqualTo("md");
        assertThat(snapshot.at("/payload/session/code").asString()).isEqualTo(created.at("/code"));

        TestClient guest = hub.client();
        assertThat(guest.exchange(created.at("/code"), "Noor").at("/session/name"))
                .isEqualTo("Evening");
        assertThat(guest.join(session).at("/status")).isEqualTo("waiting");
        assertThat(atOwner.next("participant.waiting")
                        .at("/payload/participant/name")
                        .asString())
                .isEqualTo("Noor");

        EventSocket atGuest = guest.connect(session);
        JsonNode outside = atGuest.next("snapshot");
        assertThat(outside.at("/payload/you/status").asString()).isEqualTo("waiting");
        assertThat(outside.at("/payload/participants")).isEmpty();

        assertThat(owner.post("/session/" + session + "/participants/" + guest.userId + "/approve", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(atOwner.next("participant.join")
                        .at("/payload/participant/name")
                        .asString())
                .isEqualTo("Noor");
        JsonNode inside = atGuest.next("snapshot");
        assertThat(inside.at("/payload/you/status").asString()).isEqualTo("admitted");
        assertThat(inside.at("/payload/participants")).hasSize(2);
    }
}
