package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Why others may not get in. */
class DoctorRouteTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void theOwnerSeesWhatWasFoundAndWhoWasRefusedTheSameOneOnce() throws Exception {
        call("tutti.example");
        call("tutti.example");
        room.hub.client().post("/auth/exchange", "{\"code\":\"ZZZZZZ\",\"name\":\"Noor\"}");

        JsonNode doctor = room.owner.get("/hub/doctor").json();

        assertThat(doctor.at("/findings/0/check").asString()).isEqualTo("clock");
        assertThat(doctor.at("/seen/0/kind").asString()).isEqualTo("code_unknown");
        assertThat(doctor.at("/seen/0/address").asString()).isEqualTo("127.0.0.1");
        assertThat(doctor.at("/seen/1/kind").asString()).isEqualTo("host_unknown");
        assertThat(doctor.at("/seen/1/detail").asString()).isEqualTo("tutti.example");
        assertThat(doctor.at("/seen/1/count").asInt()).isEqualTo(2);
    }

    @Test
    void nobodyElseDoes() {
        assertThat(room.member("Noor").get("/hub/doctor").code()).isEqualTo("OWNER_ONLY");
        assertThat(room.hub.client().get("/hub/doctor").status()).isEqualTo(401);
    }

    /** By a name that is not the hub's. */
    private void call(String name) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), room.hub.port())) {
            socket.getOutputStream()
                    .write("GET /hub HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(name)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HOST_UNKNOWN");
        }
    }
}
