package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tutti.node.console.ConsoleException;
import dev.tutti.session.core.SessionWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Two whole hubs in this process; the second becomes a node of the first. */
class TwoHubsTest extends WithHubs {
    /** A device that trusts the first, and a person who is known to it, go to the second without a warning or a login. */
    @Test
    void aNodeThatJoinsServesTheFirstOnesClients() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var own = first.trust().identity();
        var second = hubs.invited(first);

        SeveralHubs.holds("the second shows the first's certificate", () -> {
            try {
                return hubs.hub("first", second).contains(own.fingerprint());
            } catch (Exception _) {
                return false; // its own certificate still
            }
        });
        assertThat(second.trust().identity()).isEqualTo(own);
        assertThat(first.trust().identity()).isEqualTo(own);
        var token = hubs.ownerToken(first);
        assertThat(hubs.status("first", second, token)).isEqualTo(200);
        assertThat(first.cluster().linked()).isEqualTo(1);
    }

    /** An old pair was shown at the first: it was stolen, and what came of it is worth nothing at the second, either. */
    @Test
    void tokensThatEndAtOneNodeEndAtTheOther() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var stolen = hubs.ownerPair(first);
        var second = hubs.joined(first, stolen.at("/token").asString());
        var later = hubs.refreshed(first, stolen);
        var latest = new JsonNode[] {hubs.refreshed(first, later)};
        assertThat(hubs.refreshed(first, stolen).at("/error/code").asString()).isEqualTo("REFRESH_REFUSED");

        SeveralHubs.holds("the second has heard of it", () -> {
            var answer = hubs.refreshed(second, latest[0]);
            if (answer.has("token")) {
                latest[0] = answer;
            }
            return answer.at("/error/code").asString("").equals("REFRESH_REFUSED");
        });
        assertThat(hubs.refreshed(first, latest[0]).at("/error/code").asString())
                .isEqualTo("REFRESH_REFUSED");
    }

    @Test
    void itStaysSoAfterARestartWithoutJoiningAgain() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var second = hubs.invited(first);
        SeveralHubs.holds("they are linked", () -> second.cluster().linked() == 1);
        var identity = first.trust().identity();
        hubs.stop();

        var again = hubs.start("second", Optional.empty(), Optional.empty());

        assertThat(again.trust().identity()).isEqualTo(identity);
        assertThat(hubs.hub("second", again)).contains(identity.fingerprint());
    }

    /** Who comes to the second node sees the first one's sessions, and what they change is decided there. */
    @Test
    void aNodeThatJoinedShowsTheHubsSessionsAndCarriesCommandsToIt() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        assertThat(hubs.get(second, "/session", token).at("/sessions").size()).isEqualTo(1);

        var lines = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(SessionWriter.class);
        lines.start();
        log.addAppender(lines);
        var made = hubs.post(
                second, "/session/" + session + "/channels", token, "made-at-the-second", "{\"name\":\"Crew\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        log.detachAppender(lines);
        var requestId = made.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(lines.list)
                .as("the hub that decided it names the request that came to the other node")
                .anyMatch(line -> line.getKeyValuePairs().toString().contains(requestId));
        assertThat(hubs.channels(first, session, token)).contains("Crew");
        assertThat(hubs.channels(second, session, token)).contains("Crew");

        var again = hubs.post(
                first, "/session/" + session + "/channels", token, "made-at-the-second", "{\"name\":\"Crew\"}");
        assertThat(again.statusCode()).isEqualTo(made.statusCode());
        assertThat(again.body())
                .as("but for the disks, which only who did it is told")
                .isEqualTo(made.body().replaceFirst(",\"copies\":\\d+", ""));
        var taken = hubs.post(
                second, "/session/" + session + "/channels", token, "another-press-of-it", "{\"name\":\"Crew\"}");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("NAME_TAKEN");
        var presses = new AtomicInteger();
        SeveralHubs.holds(
                "an answer says that it is on two disks",
                () -> hubs.copies(second, session, token, presses.incrementAndGet())
                        .equals("2"));
    }

    /** The hub is gone: what was acknowledged can be read at the other node; the hub comes back and both go on. */
    @Test
    void theCopyIsThereWhileTheHubIsAwayAndBothGoOnWhenItIsBack() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        for (int i = 0; i < 5; i++) {
            hubs.post(
                    first, "/session/" + session + "/channels", token, "channel-" + i, "{\"name\":\"Room " + i + "\"}");
        }
        SeveralHubs.holds(
                "the second has them all",
                () -> hubs.channels(second, session, token).contains("Room 4"));

        hubs.stop(first);
        assertThat(hubs.channels(second, session, token)).contains("Room 0", "Room 1", "Room 2", "Room 3", "Room 4");

        var back = hubs.start("first", Optional.empty(), Optional.empty());
        SeveralHubs.holds("they are linked again", () -> back.cluster().linked() == 1);
        var made = hubs.post(second, "/session/" + session + "/channels", token, "after-it", "{\"name\":\"Later\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        assertThat(hubs.channels(back, session, token)).contains("Room 0", "Room 4", "Later");
    }

    /** Both are up: the pen goes over with everything, and goes on in a new generation. */
    @Test
    void theHubsPartGoesToTheNodeThatTheOperatorNames() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        hubs.post(first, path, token, "before-the-move", "{\"name\":\"Before\"}");

        // What cannot be written down does not happen, and the hub goes on.
        var state = folder.resolve("first/trust/cluster.state");
        var kept = Files.move(state, folder.resolve("kept"));
        Files.createDirectories(state.resolve("in-the-way"));
        assertThatThrownBy(() -> hubs.printed(
                        "first",
                        commands -> commands.move(second.cluster().self().value())))
                .isInstanceOf(ConsoleException.class);
        Files.delete(state.resolve("in-the-way"));
        Files.delete(state);
        Files.move(kept, state);
        SeveralHubs.holds(
                "the first takes events again",
                () -> hubs.status(first, path, token, "still-at-the-first", "{\"name\":\"Still\"}") < 300);

        assertThatThrownBy(() -> hubs.printed(
                        "second",
                        commands -> commands.move(second.cluster().self().value())))
                .hasMessageContaining("first is the hub");
        assertThat(hubs.printed(
                        "first",
                        commands -> commands.move(second.cluster().self().value())))
                .contains("is the hub now");

        SeveralHubs.holds("the second decides", () -> second.cluster().isHub());
        assertThat(hubs.post(first, path, token, "after-the-move", "{\"name\":\"After\"}")
                        .statusCode())
                .isBetween(200, 201);
        assertThat(hubs.channels(second, session, token)).contains("Before", "Still", "After");
        assertThat(hubs.channels(first, session, token)).contains("Before", "Still", "After");

        assertThat(hubs.printed(
                        "second",
                        commands -> commands.move(first.cluster().self().value())))
                .contains("is the hub now");
        SeveralHubs.holds("the first decides again", () -> first.cluster().isHub());
        assertThat(hubs.post(second, path, token, "after-both-moves", "{\"name\":\"Back\"}")
                        .statusCode())
                .isBetween(200, 201);
        assertThat(hubs.channels(first, session, token)).contains("After", "Back");
        assertThat(hubs.channels(second, session, token)).contains("After", "Back");
    }

    /** The hub is gone for good: the other one goes on with what was acknowledged, when the operator says so. */
    @Test
    void aNodeTakesThePlaceOfAHubThatIsGone() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        hubs.post(first, path, token, "before-its-end", "{\"name\":\"Before\"}");
        SeveralHubs.holds(
                "the second has it", () -> hubs.channels(second, session, token).contains("Before"));
        for (boolean sure : new boolean[] {false, true}) {
            assertThatThrownBy(() -> hubs.printed("second", commands -> commands.adopt(sure)))
                    .hasMessageContaining("first is the hub, and it is up");
        }
        var gone = first.cluster().self().value();
        hubs.stop(first);
        SeveralHubs.holds(
                "it is out of reach",
                () -> second.cluster().linked() == 0
                        && second.cluster().engine().view().members().size() == 1);
        assertThatThrownBy(() -> hubs.printed("second", commands -> commands.adopt(false)))
                .hasMessageContaining("--yes");
        assertThatThrownBy(() -> hubs.printed("second", commands -> commands.remove(gone)))
                .hasMessageContaining("That machine keeps the log")
                .hasMessageContaining("./tutti adopt");
        assertThat(hubs.printed("second", commands -> commands.list(false)))
                .contains("first, out of reach")
                .contains("./tutti adopt");

        assertThat(hubs.printed("second", commands -> commands.adopt(true))).contains("is the hub now");

        var made = hubs.post(second, path, token, "after-its-end", "{\"name\":\"After\"}");
        assertThat(made.statusCode()).isBetween(200, 201);
        assertThat(hubs.channels(second, session, token)).contains("Before", "After");
        // With another configuration: what it would say as the hub is of the generation before.
        var back = hubs.restarted("first", new SeveralHubs.Own(Map.of(), "another-operator-token"));
        SeveralHubs.holds(
                "the old hub copies now",
                () -> hubs.channels(back, session, token).contains("After"));
        assertThat(back.cluster().isHub()).isFalse();
        assertThat(second.cluster().isHub()).isTrue();
        assertThat(hubs.post(back, path, token, "after-its-return", "{\"name\":\"Again\"}")
                        .statusCode())
                .isBetween(200, 201);
        assertThat(hubs.channels(second, session, token)).contains("Before", "After", "Again");
    }

    @Test
    void theOperatorsCommandsShowAndAdmit() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var second = hubs.start("second", Optional.of(first), Optional.empty());
        SeveralHubs.holds(
                "it waits", () -> !SeveralHubs.desk(first).nodes().waiting().isEmpty());

        var id = second.cluster().self().value();
        assertThat(hubs.printed("first", commands -> commands.list(false)))
                .contains(id)
                .contains("./tutti admit " + id.substring(0, 12));
        assertThat(hubs.printed("first", commands -> commands.invite())).contains("--invite");
        assertThat(hubs.printed("first", commands -> commands.admit(id.substring(0, 8))))
                .contains(id);

        SeveralHubs.holds("they are linked", () -> first.cluster().linked() == 1);
        assertThat(hubs.printed("first", commands -> commands.remove(id.substring(0, 8))))
                .contains(id);
        SeveralHubs.holds("the link is gone", () -> first.cluster().linked() == 0);
    }

    /** Neither a page nor a program that only reaches the port: it takes the owner, or the folder's secret. */
    @Test
    void strangersNeitherSeeNorAdmitNodes() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var url = first.reach().urls().localHttp() + "/hub/nodes";

        assertThat(hubs.send(HttpRequest.newBuilder(URI.create(url)), "first").statusCode())
                .isEqualTo(401);
        assertThat(hubs.send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Authorization", "Bearer " + "0".repeat(64)),
                                "first")
                        .statusCode())
                .isEqualTo(401);
        assertThat(hubs.send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Authorization", "Bearer " + hubs.ownerToken(first)),
                                "first")
                        .statusCode())
                .isEqualTo(200);
    }
}
