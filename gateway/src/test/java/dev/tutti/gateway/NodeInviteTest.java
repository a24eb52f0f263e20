package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A code for one more machine. */
class NodeInviteTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void whereToJoinAndWithWhichCodeAreOneTextAndItsPicture() {
        var invite = room.owner.post("/hub/nodes/invites", "{}").json();

        assertThat(invite.at("/code").asString()).isEqualTo("ABCDEFGH2346");
        assertThat(invite.at("/ticket").asString()).isEqualTo("tutti:192.168.7.20:7883?invite=ABCDEFGH2346");
        assertThat(invite.at("/qr_svg").asString()).startsWith("<svg").contains("</svg>");
    }

    @Test
    void nobodyElseMakesOne() {
        assertThat(room.member("Noor").post("/hub/nodes/invites", "{}").code()).isEqualTo("OWNER_ONLY");
    }
}
