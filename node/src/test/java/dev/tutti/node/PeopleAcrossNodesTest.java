package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two whole hubs in this process: who is attached to one of them is here for those at the other. */
class PeopleAcrossNodesTest extends WithHubs {
    private Hub first;
    private Hub second;
    private String token;
    private String session;

    @BeforeEach
    void open() throws Exception {
        first = hubs.start("first", Optional.empty(), Optional.empty());
        token = hubs.ownerToken(first);
        second = hubs.joined(first, token);
        session = hubs.session(first, token);
    }

    private WebSocket attach(HttpClient client, Hub at) {
        var address = at.reach().urls().localHttp().replaceFirst("^http", "ws");
        return client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(address + "/ws?token=" + token + "&session_id=" + session),
                        new WebSocket.Listener() {})
                .join();
    }

    private String state(Hub at) {
        return hubs.get(at, "/session/" + session + "/snapshot", token)
                .at("/participants/0/state")
                .asString();
    }

    @Test
    void whoIsAtTheOtherNodeIsHereUntilTheyLeaveIt() throws Exception {
        assertThat(state(first)).isEqualTo("gone");
        try (var client = HttpClient.newHttpClient()) {
            var page = attach(client, second);
            SeveralHubs.holds("the first knows", () -> state(first).equals("here"));
            assertThat(state(second)).isEqualTo("here");
            page.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            SeveralHubs.holds(
                    "the first knows that they left", () -> state(first).equals("gone"));
        }
    }

    @Test
    void whoIsAtTwoNodesIsHereUntilTheyHaveLeftBoth() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var there = attach(client, second);
            SeveralHubs.holds("the first knows", () -> state(first).equals("here"));
            var here = attach(client, first);
            there.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            SeveralHubs.holds("it is here at both", () -> state(second).equals("here"));
            assertThat(state(first)).isEqualTo("here");
            here.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            SeveralHubs.holds(
                    "both know",
                    () -> state(first).equals("gone") && state(second).equals("gone"));
        }
    }

    @Test
    void whoIsAtANodeThatDiesIsGoneSoon() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            attach(client, second);
            SeveralHubs.holds("the first knows", () -> state(first).equals("here"));
            hubs.stop(second);
            SeveralHubs.holds(
                    "the first knows that the node is gone", () -> state(first).equals("gone"));
        }
    }
}
