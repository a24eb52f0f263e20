package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.InviteCode;
import dev.tutti.gateway.wire.NodeMessages.LogPlace;
import dev.tutti.node.config.PeerAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far the copies of the log are, as people see it, and the way out for one that differs. */
class CopyAnewTest extends WithHubs {
    @Test
    void everyNodeShowsWhoWritesAndWhoIsInStep() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);

        SeveralHubs.holds(
                "the hub knows that the copy is in step",
                () -> state(first, second).equals("in_step"));
        SeveralHubs.holds("so does the copy", () -> state(second, second).equals("in_step"));
        assertThat(state(second, first)).isEqualTo("writes");
        assertThat(state(first, first)).isEqualTo("writes");
        for (var hub : new Hub[] {first, second}) {
            SeveralHubs.holds("two disks", () -> hubs.metric(hub, "tutti_log_copies") == 2);
            SeveralHubs.holds(
                    "its view of the cluster says so",
                    () -> hubs.get(hub, "/hub/cluster", token)
                            .at("/members")
                            .valueStream()
                            .map(node -> node.at("/log/state").asString(""))
                            .sorted()
                            .toList()
                            .equals(List.of("in_step", "writes")));
        }
        SeveralHubs.holds(
                "somebody leads", () -> hubs.get(second, "/hub/cluster", token).has("leader"));
        var table = hubs.printed("second", commands -> commands.list(false));
        assertThat(table.lines()).anyMatch(line -> line.matches(".* first +hub.* writes it .*"));
        assertThat(table.lines()).anyMatch(line -> line.matches(".* second .* self +in step .*"));
        assertThat(table).containsPattern("(hub, leads|leads +self)");
        assertThatThrownBy(() -> hubs.printed("second", commands -> commands.copyAnew(true)))
                .hasMessageContaining("does not differ");
        assertThatThrownBy(() -> hubs.printed("first", commands -> commands.copyAnew(true)))
                .hasMessageContaining("This is the hub");
    }

    /** What was acknowledged on two disks is kept: the place of the hub goes to who has it. */
    @Test
    void aNodeDoesNotTakeTheHubsPlaceWhileAnotherHasMoreOfTheLog() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var third = hubs.start(
                "third",
                Optional.of(first),
                InviteCode.read(SeveralHubs.desk(first).invite().code()));
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        SeveralHubs.holds("the third copies", () -> state(first, third).equals("in_step"));
        hubs.stop(third);
        assertThat(hubs.status(first, path, token, "on-two-disks", "{\"name\":\"Kept\"}"))
                .isBetween(200, 201);
        SeveralHubs.holds(
                "the second has it", () -> hubs.channels(second, session, token).contains("Kept"));
        hubs.stop(first);

        var back = hubs.start("third", Optional.of(second), Optional.empty());
        SeveralHubs.holds(
                "they are linked",
                () -> back.cluster().linked() == 1 && second.cluster().linked() == 1);
        assertThatThrownBy(() -> hubs.printed("third", commands -> commands.adopt(true)))
                .hasMessageContaining("has more of the log");

        SeveralHubs.holds("the second takes it", () -> takes("second"));
        assertThat(second.cluster().isHub()).isTrue();
        SeveralHubs.holds(
                "the third has it, too",
                () -> hubs.channels(back, session, token).contains("Kept"));
    }

    /** Refused while the others have not said how far they are. */
    private boolean takes(String name) {
        try {
            return hubs.printed(name, commands -> commands.adopt(true)).contains("is the hub now");
        } catch (Exception e) {
            assertThat(e).hasMessageContaining("has not said yet");
            return false;
        }
    }

    /** The old hub had an event that nobody copied before another took its place: it copies nothing until it is told to. */
    @Test
    void aLogThatDiffersIsSeenByAllAndPutAsideForTheHubsWhenTheOperatorSaysSo() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        hubs.stop(second);
        SeveralHubs.holds(
                "only the first has it",
                () -> hubs.status(first, path, token, "only-at-the-first", "{\"name\":\"Lost\"}") < 300);
        hubs.stop(first);
        var heir = hubs.restarted("second", SeveralHubs.Own.NONE);
        hubs.printed("second", commands -> commands.adopt(true));
        SeveralHubs.holds(
                "the heir decides",
                () -> hubs.status(heir, path, token, "only-at-the-heir", "{\"name\":\"Kept\"}") < 300);

        var at = new PeerAddress("127.0.0.1", heir.cluster().port());
        var back = hubs.start("first", List.of(), Optional.of(at), Optional.empty());
        SeveralHubs.holds("it says so itself", () -> state(back, back).equals("diverged"));
        SeveralHubs.holds("so does the hub", () -> state(heir, back).equals("diverged"));
        assertThat(hubs.channels(back, session, token)).contains("Lost").doesNotContain("Kept");
        assertThat(hubs.printed("second", commands -> commands.list(false)))
                .contains("diverged")
                .contains("./tutti copy-anew");
        assertThatThrownBy(() -> hubs.printed("first", commands -> commands.copyAnew(false)))
                .hasMessageContaining("--yes");

        assertThat(hubs.printed("first", commands -> commands.copyAnew(true))).contains("from its first event");

        SeveralHubs.holds(
                "it has the hub's log",
                () -> hubs.channels(back, session, token).contains("Kept"));
        assertThat(hubs.channels(back, session, token)).doesNotContain("Lost");
        SeveralHubs.holds(
                "all know",
                () -> state(back, back).equals("in_step") && state(heir, back).equals("in_step"));
        assertThat(hubs.status(back, path, token, "after-it-was-mended", "{\"name\":\"Later\"}"))
                .isBetween(200, 201);
        assertThat(hubs.channels(heir, session, token)).contains("Kept", "Later");
    }

    /** Of that node's copy, as the other one shows it. */
    private static String state(Hub at, Hub of) {
        var id = of.cluster().self().value();
        return SeveralHubs.desk(at).nodes().members().stream()
                .filter(member -> member.nodeId().equals(id))
                .findFirst()
                .map(member -> member.log())
                .map(LogPlace::state)
                .orElse("");
    }
}
