package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.link.LinkView;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whole hubs in this process, without the one that writes the log for a while. */
class IslandHubsTest extends WithHubs {
    /** The hub is gone: the other one decides provisionally, also over its own restart, and everything comes home once. */
    @Test
    void whatIsChangedWithoutTheHubIsInItsLogWhenItIsBack() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        hubs.stop(first);

        var made = decided(second, path, token, "made-without-the-hub", "{\"name\":\"Crew\"}");

        assertThat(made.headers().firstValue("Tutti-Provisional")).hasValue("true");
        assertThat(hubs.channels(second, session, token)).contains("Crew");
        assertThat(hubs.get(second, "/session/" + session + "/snapshot", token)
                        .at("/provisional")
                        .asInt())
                .isEqualTo(1);
        assertThat(hubs.post(second, path, token, "made-without-the-hub", "{\"name\":\"Crew\"}")
                        .statusCode())
                .as("the same press again")
                .isEqualTo(made.statusCode());
        var invite = hubs.post(second, "/session/" + session + "/code", token, "a-new-code-now", "{}");
        assertThat(invite.body()).contains("NEEDS_WRITER");

        var back = hubs.start("first", Optional.empty(), Optional.empty());
        SeveralHubs.holds(
                "the hub has it", () -> hubs.channels(back, session, token).contains("Crew"));
        SeveralHubs.holds(
                "nothing is provisional any more",
                () -> hubs.get(second, "/session/" + session + "/snapshot", token)
                                .at("/provisional")
                                .asInt(1)
                        == 0);
        var channels = hubs.channels(back, session, token);
        assertThat(channels).containsOnlyOnce("Crew");
        assertThat(hubs.channels(second, session, token)).isEqualTo(channels);
        var again = hubs.post(back, path, token, "made-without-the-hub", "{\"name\":\"Crew\"}");
        var json = new JsonMapper();
        assertThat(json.readTree(again.body()).at("/channel"))
                .isEqualTo(json.readTree(made.body()).at("/channel"));
        assertThat(again.headers().firstValue("Tutti-Provisional")).isEmpty();
        assertThat(hubs.post(second, path, token, "after-it-is-back", "{\"name\":\"Later\"}")
                        .statusCode())
                .isBetween(200, 201);
    }

    /** Both sides go on and name the same thing: the hub's holds, and the island's is set aside under its key. */
    @Test
    void whatTheHubDecidedMeanwhileHoldsAndTheOtherIsSetAside() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        var id = second.cluster().self().value();
        hubs.printed("first", commands -> commands.remove(id));
        SeveralHubs.holds("they are cut", () -> first.cluster().linked() == 0);

        decided(second, path, token, "crew-in-the-island", "{\"name\":\"Crew\",\"talk_limit_s\":60}");
        decided(second, path, token, "only-in-the-island", "{\"name\":\"Balcony\"}");
        assertThat(hubs.post(first, path, token, "crew-at-the-hub", "{\"name\":\"Crew\"}")
                        .headers()
                        .firstValue("Tutti-Provisional"))
                .isEmpty();
        assertThat(hubs.channels(first, session, token)).doesNotContain("Balcony");

        hubs.printed("first", commands -> commands.admit(id));
        SeveralHubs.holds(
                "the hub has what only the island had",
                () -> hubs.channels(first, session, token).contains("Balcony"));
        SeveralHubs.holds(
                "nothing is provisional any more",
                () -> hubs.get(second, "/session/" + session + "/snapshot", token)
                                .at("/provisional")
                                .asInt(1)
                        == 0);
        assertThat(hubs.channels(first, session, token)).containsOnlyOnce("\"Crew\"");
        assertThat(hubs.channels(second, session, token)).isEqualTo(hubs.channels(first, session, token));
        for (var node : List.of(first, second)) {
            var told =
                    hubs.get(node, "/session/" + session + "/snapshot", token).at("/displaced");
            assertThat(told.size()).isEqualTo(1);
            assertThat(told.at("/0/what").asString()).isEqualTo("channel.created");
            assertThat(told.at("/0/target").asString()).isEqualTo("Crew");
        }
        var displaced = hubs.post(first, path, token, "crew-in-the-island", "{\"name\":\"Crew\",\"talk_limit_s\":60}");
        assertThat(displaced.statusCode()).as(links(first)).isEqualTo(409);
        assertThat(displaced.body()).contains("DISPLACED");
    }

    private static String links(Hub hub) {
        var links = hub.cluster().links();
        return links == null
                ? ""
                : links.views().stream().map(LinkView::toString).toList().toString();
    }

    /** When the island decides: until then commands wait, and are refused in the end. */
    private HttpResponse<String> decided(Hub at, String path, String token, String key, String body) throws Exception {
        var said = new AtomicReference<HttpResponse<String>>();
        SeveralHubs.holds("the island decides " + key, () -> {
            try {
                var answer = hubs.post(at, path, token, key, body);
                said.set(answer);
                return answer.statusCode() != 503;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        var answer = Objects.requireNonNull(said.get());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return answer;
    }
}
