package dev.tutti.cluster.engine;

import static dev.tutti.cluster.engine.EngineScene.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.Eventually;
import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.cluster.membership.ElectionTimes;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import dev.tutti.wire.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterEngineTest {
    private final Map<NodeId, EngineNode> network = new ConcurrentHashMap<>();
    private final List<EngineNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(EngineNode::close);
    }

    /** Whoever talks holds the button meanwhile. */
    private void holds(String what, BooleanSupplier condition) {
        Eventually.holds(what, () -> {
            nodes.forEach(EngineNode::renew);
            return condition.getAsBoolean();
        });
    }

    private EngineNode node(int number) {
        return nodes.get(number - 1);
    }

    /** That many, the first with the pen; each keeps a link to each. */
    private void start(int count) {
        start(count, EngineNode.TIMES);
    }

    private void start(int count, EngineTimes times) {
        for (int n = 1; n <= count; n++) {
            add(new EngineNode.Kind(n, Rank.HUB, times), count, EngineNode.nodeId(1));
        }
        nodes.forEach(node -> node.start(EngineScene.session()));
    }

    private EngineNode add(EngineNode.Kind kind, int count, NodeId writer) {
        var peers = new ArrayList<NodeId>();
        for (int other = 1; other <= count; other++) {
            if (other != kind.number()) {
                peers.add(EngineNode.nodeId(other));
            }
        }
        var added = new EngineNode(kind, network, peers, writer);
        nodes.add(added);
        return added;
    }

    private void agreeOn(int leader) {
        holds(
                "all obey node " + leader,
                () -> nodes.stream()
                        .filter(node -> !node.dead)
                        .allMatch(node -> node.engine.leader().is(node(leader).id)));
        holds("it grants", () -> node(leader).engine.view().granting());
    }

    @Test
    void aNodeThatKnowsNobodyLeadsAndGrantsInATermThatIsOnItsDisk() {
        start(1);

        node(1).ask(1, "p1", ALL);

        holds("it is granted", () -> node(1).granted(1).isPresent());
        holds("it shows that", () -> node(1).engine.view().state() == LeaderState.LEADING);
        assertThat(node(1).keptTerm.get())
                .isEqualTo(node(1).engine.leader().epoch().term());
        assertThat(node(1).history).containsExactly("granted p1");
    }

    @Test
    void nodesThatHaveNeverMetAgreeWhenTheyAreLinked() {
        for (int n = 1; n <= 2; n++) {
            nodes.add(new EngineNode(n, network, List.of(), EngineNode.nodeId(1)));
        }
        nodes.forEach(node -> node.start(EngineScene.session()));
        holds(
                "each leads for itself",
                () -> nodes.stream().allMatch(node -> node.engine.view().granting()));

        node(1).engine.up(node(2).id);
        node(2).engine.up(node(1).id);

        agreeOn(1);
        holds("both are there", () -> node(1).engine.members().size() == 2);
    }

    @Test
    void whoeverPressesAtAnyNodeStandsInOneLine() {
        start(3);
        agreeOn(1);

        node(2).ask(2, "p2", ALL);
        holds("granted over the network", () -> node(2).granted(2).isPresent());
        node(3).ask(3, "p3", ALL);
        holds("waits", () -> node(3).isTold(3, FloorNotice.Queued.class));
        holds("everybody sees who talks", () -> nodes.stream().allMatch(node -> node.talks("p2")));

        node(2).release(2);

        holds("the next one talks", () -> node(3).granted(3).isPresent());
        holds("the pen writes it down", () -> node(1).history.contains("granted p3"));
        assertThat(node(1).history).containsSubsequence("granted p2", "released p2", "granted p3");
        assertThat(node(2).history).isEmpty();
    }

    @Test
    void aHostAtAnotherNodeStopsWhoeverTalks() {
        start(3);
        agreeOn(1);
        node(2).ask(2, "p2", ALL);
        holds("everybody sees who talks", () -> nodes.stream().allMatch(node -> node.talks("p2")));

        node(3).loop.post(new FloorInput.Revoke(EngineScene.SESSION, new UserId("host"), ALL));

        holds("he is stopped", () -> node(2).isTold(2, FloorNotice.Revoked.class));
        holds("everybody sees it", () -> nodes.stream().noneMatch(node -> node.talks("p2")));
    }

    @Test
    void whenTheLeaderIsKilledTheNextGrantsAndItsLineIsRebuilt() {
        start(3);
        agreeOn(1);
        node(2).ask(2, "p2", ALL);
        holds("granted", () -> node(2).granted(2).isPresent());
        node(3).ask(3, "p3", ALL);
        holds("waits", () -> node(3).isTold(3, FloorNotice.Queued.class));
        long before = node(1).engine.leader().epoch().term();

        node(1).kill();

        agreeOn(2);
        assertThat(node(2).engine.leader().epoch().term()).isGreaterThan(before);
        assertThat(node(2).keptTerm.get()).isEqualTo(node(3).keptTerm.get());
        node(2).release(2);
        holds("who waited talks", () -> node(3).granted(3).isPresent());
        assertThat(node(3).granted(3).orElseThrow().fence())
                .startsWith(node(2).engine.leader().epoch().term() + "-");
        assertThat(node(2).engine.timeline()).anyMatch(step -> step.transition().to() == LeaderState.LEADING);
        assertThat(node(2).engine.counters().claims()).isPositive();
    }

    /** The profile's own times: eight seconds until the first leads, and a second or two for the next. */
    @Test
    void threeNodesOfTheFrugalProfileGiveLeasesOfItAndReplaceAKilledLeader() {
        start(3, EngineTimes.of(Timing.FRUGAL));
        agreeOn(1);
        node(2).ask(2, "p2", ALL);
        holds("granted over the network", () -> node(2).granted(2).isPresent());
        assertThat(node(2).granted(2).orElseThrow().expiresInMs())
                .as("a lease of eight seconds, where a fast one has one and a half")
                .isBetween(2_000L, 8_000L);
        node(3).ask(3, "p3", ALL);
        holds("waits", () -> node(3).isTold(3, FloorNotice.Queued.class));

        node(1).kill();

        agreeOn(2);
        node(2).release(2);
        holds("who waited talks", () -> node(3).granted(3).isPresent());
    }

    /** A display is switched on first and leads; the hub comes later, and leads when it has been there for a while. */
    @Test
    void aDisplayThatStartsFirstLeadsUntilAHubIsThere() {
        var writer = EngineNode.nodeId(9);
        var calm = new ElectionTimes(ms(50), ms(2_000), ms(200), ms(300), ms(1_000), ms(5_000), ms(100), ms(500));
        var times = new EngineTimes(calm, FloorTimes.FAST);
        var display = add(new EngineNode.Kind(1, PeerType.DISPLAY.nodeClass(), times), 1, writer);
        display.start(EngineScene.session());
        holds("the display leads", () -> display.engine.view().granting());

        var hub = add(new EngineNode.Kind(2, PeerType.HUB.nodeClass(), times), 2, writer);
        hub.start(EngineScene.session());
        display.engine.up(hub.id);
        hub.engine.up(display.id);

        agreeOn(2);
        assertThat(display.engine.view().state()).isEqualTo(LeaderState.FOLLOWER);
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void aLeaderThatStopsHandsOver() {
        start(3);
        agreeOn(1);

        node(1).engine.resign();

        holds("another leads", () -> node(2).engine.leads() || node(3).engine.leads());
        NodeId next = node(2).engine.leads() ? node(2).id : node(3).id;
        holds(
                "the others obey",
                () -> nodes.stream().allMatch(node -> node.engine.leader().is(next)));
    }
}
