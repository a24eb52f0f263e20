package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesReachTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private EventSocket connected(TestClient client) {
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        return socket;
    }

    private static int away(EventSocket socket) {
        return socket.next("nodes.reach").at("/payload/away").asInt();
    }

    @Test
    void whoIsInHearsThatNodesAreOutOfReachAndWhoComesLaterToo() {
        EventSocket maya = connected(room.owner);
        EventSocket noor = connected(room.waiting("Noor"));

        room.hub.gateway.reach(2);
        assertThat(away(maya)).isEqualTo(2);
        EventSocket ben = connected(room.member("Ben"));
        assertThat(away(ben)).isEqualTo(2);

        room.hub.gateway.reach(0);
        assertThat(away(maya)).isZero();
        assertThat(away(ben)).isZero();
        assertThat(noor.untilPong(1))
                .as("who waits at the door is told of nobody")
                .noneMatch(frame -> frame.at("/type").asString().equals("nodes.reach"));
        EventSocket late = connected(room.member("Tomas"));
        assertThat(late.untilPong(1))
                .noneMatch(frame -> frame.at("/type").asString().equals("nodes.reach"));
    }
}
