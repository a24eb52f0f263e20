package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who was removed is out at once, on every way that his token still opens, and does not come back as somebody else. */
class RemovalTest {
    private static final Map<String, String> BODIES = Map.of(
            "/session/{id}/settings", "{\"name\":\"Mine\"}",
            "/session/{id}/channels", "{\"name\":\"Band\"}",
            "/session/{id}/channels/{channelId}", "{\"name\":\"Band\"}",
            "/session/{id}/participants/{userId}/role", "{\"role\":\"guest\"}");

    /** Whoever is out may ask to come in, and leaving is no change for him. */
    private static final List<String> LEAVING = List.of("/session/{id}/join", "/session/{id}/leave");

    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private TestClient removed(TestClient guest) {
        assertThat(room.owner.delete(room.path("/participants/" + guest.userId)).status())
                .isEqualTo(200);
        return guest;
    }

    private TestClient inByOpenDoor(String name) {
        TestClient guest = room.hub.client();
        guest.exchange(room.code, name);
        assertThat(guest.join(room.session).at("/status")).isEqualTo("admitted");
        return guest;
    }

    private void openTheDoor() {
        assertThat(room.owner
                        .patch(room.path("/settings"), "{\"admission\":\"open\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyRouteOfTheSessionRefusesTheTokenOfWhoWasRemoved() {
        TestClient guest = removed(room.member("Noor"));
        JsonNode paths = room.hub.client().get("/openapi.json").json().at("/paths");
        int refused = 0;
        for (String path : paths.propertyNames()) {
            for (String method : paths.get(path).propertyNames()) {
                if (path.startsWith("/session/{id}") && !LEAVING.contains(path)) {
                    refused += assertRefused(guest, method.toUpperCase(Locale.ROOT), path) ? 1 : 0;
                }
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(14);
        assertThat(guest.get("/session").text()).contains("\"sessions\"");
    }

    /** True when it was his standing that was refused, and not what this test sent. */
    private boolean assertRefused(TestClient guest, String method, String path) {
        String body = List.of("GET", "DELETE").contains(method) ? null : BODIES.getOrDefault(path, "{}");
        TestClient.Answer answer = guest.send(method, filled(path), body);
        assertThat(answer.status())
                .as(method + " " + path + " " + answer.text())
                .isIn(400, 403, 404);
        return List.of("NOT_ADMITTED", "NOT_ALLOWED").contains(answer.code());
    }

    private String filled(String path) {
        return path.replace("{id}", room.session)
                .replace("{userId}", room.owner.userId)
                .replaceAll("\\{[A-Za-z]+}", "some-id-of-a-thing");
    }

    @Test
    void socketsOpenAndNewRefuseWhoWasRemoved() {
        TestClient guest = room.member("Noor");
        EventSocket open = guest.connect(room.session);
        open.next("snapshot");
        removed(guest);
        assertThat(open.closeCode()).isEqualTo(4403);
        String ws = "/ws?token=" + guest.token + "&session_id=" + room.session;
        assertThat(guest.upgradeStatus(ws)).isEqualTo(403);
        assertThat(guest.upgradeStatus(ws + "&cursor=" + open.cursor)).isEqualTo(403);
        assertThat(guest.post("/auth/refresh", "{\"refresh_token\":\"" + guest.refreshToken + "\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenOfWhoWasRemovedDoesNotKeepAnotherConnectionAlive() {
        TestClient guest = room.member("Noor");
        TestClient other = room.member("Sam");
        EventSocket socket = other.connect(room.session);
        socket.next("snapshot");
        removed(guest);
        socket.send("{\"type\":\"auth.refresh\",\"payload\":{\"token\":\"" + guest.token + "\"}}");
        assertThat(socket.next("error").at("/payload/error/code").asString()).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void whoWasRemovedThroughAnOpenDoorWaitsAsHimselfAndAsSomebodyNew() {
        openTheDoor();
        TestClient guest = removed(inByOpenDoor("Eve"));

        assertThat(guest.join(room.session).at("/status")).isEqualTo("waiting");
        TestClient disguised = room.hub.client();
        disguised.exchange(room.code, "Somebody else");
        assertThat(disguised.join(room.session).at("/status")).isEqualTo("waiting");
        assertThat(room.owner.get(room.path("/snapshot")).at("/session/admission"))
                .isEqualTo("approval");

        assertThat(room.owner
                        .post(room.path("/participants/" + guest.userId + "/approve"), "{}")
                        .status())
                .isEqualTo(200);
        assertThat(guest.get(room.path("/snapshot")).status()).isEqualTo(200);
        openTheDoor();
        inByOpenDoor("Noor");
    }

    @Test
    void theInviteByWhichHeCameIsShutAndOthersWork() {
        String his = room.owner
                .post(room.path("/invites"), "{\"role\":\"tech\",\"uses\":5}")
                .at("/code");
        String others = room.owner
                .post(room.path("/invites"), "{\"role\":\"tech\",\"uses\":5}")
                .at("/code");
        TestClient guest = room.hub.client();
        guest.exchange(his, "Eve");
        assertThat(guest.join(room.session).at("/status")).isEqualTo("admitted");
        removed(guest);

        assertThat(room.hub.client().exchange(his, "Somebody else").status()).isEqualTo(404);
        assertThat(room.hub.client().exchange(others, "Sam").status()).isEqualTo(200);
    }
}
