package dev.tutti.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayControlTest {
    private final RelayNet net = new RelayNet(5, 8);

    @Test
    void withoutALeaderVoiceGoesToEverybodyDirectly() {
        net.nobodyLeads();
        net.run(2);
        assertThat(net.route(1).mesh()).isTrue();
        assertThat(net.route(1).children()).containsExactlyInAnyOrder(net.id(0), net.id(2), net.id(3), net.id(4));
    }

    @Test
    void onGoodLinksTheLeaderIsTheCentreOfAStar() {
        net.run(3);
        assertThat(net.route(0).children()).hasSize(4);
        for (int node = 1; node < 5; node++) {
            assertThat(net.route(node).upstream()).contains(net.id(0));
            assertThat(net.route(node).children()).isEmpty();
        }
    }

    @Test
    void whoLosesPacketsOnTheWayToTheLeaderTakesARelay() {
        net.run(3);
        net.link(0, 3, new LinkCost(2_000, 60, 0));
        net.run(8);
        assertThat(net.route(3).upstream()).get().isNotEqualTo(net.id(0));
        int relay = net.number(net.route(3).upstream().orElseThrow());
        assertThat(net.route(relay).children()).containsExactly(net.id(3));
        assertThat(net.route(0).children()).doesNotContain(net.id(3));
    }

    @Test
    void whoseRoadIsLongTakesTheNearRelay() {
        net.link(0, 3, new LinkCost(80_000, 0, 0));
        net.run(8);
        assertThat(net.route(3).upstream()).get().isNotEqualTo(net.id(0));
    }

    @Test
    void aWeakRadioCountsBeforePacketsAreLost() {
        net.link(0, 3, new LinkCost(2_000, 0, 84));
        net.run(8);
        assertThat(net.route(3).upstream()).get().isNotEqualTo(net.id(0));
    }

    @Test
    void aRadioThatGrowsWeakLaterIsReportedWithTheNextReport() {
        net.run(3);
        assertThat(net.control(0).report(net.id(3)).orElseThrow().signalDb()).isZero();

        net.radio(3, 84);
        net.run(2);

        assertThat(net.control(0).report(net.id(3)).orElseThrow().signalDb()).isEqualTo(84);
    }

    @Test
    void whoCannotReachTheLeaderIsReachedOverOthersAndOverTwo() {
        net.cut(0, 3);
        net.cut(0, 4);
        net.cut(1, 4);
        net.cut(2, 4);
        net.run(6);
        int first = net.number(net.route(3).upstream().orElseThrow());
        assertThat(first).isIn(1, 2);
        assertThat(net.route(4).upstream()).contains(net.id(3));
        assertThat(net.control(4).report(net.id(3)).orElseThrow().hops()).isEqualTo(2);
    }

    @Test
    void whenTheRelayDiesItsPeopleGoBackToTheLeaderAtOnce() {
        net.link(0, 3, new LinkCost(80_000, 0, 0));
        net.run(8);
        int relay = net.number(net.route(3).upstream().orElseThrow());
        net.kill(relay);
        net.turn();
        assertThat(net.route(3).upstream()).isPresent().get().isNotEqualTo(net.id(relay));
        net.run(2);
        assertThat(net.route(0).children()).doesNotContain(net.id(relay));
    }

    @Test
    void aRelayThatIsSilentIsLeft() {
        net.link(0, 3, new LinkCost(80_000, 0, 0));
        net.run(8);
        int relay = net.number(net.route(3).upstream().orElseThrow());
        net.silence(relay);
        net.run(5);
        assertThat(net.route(3).upstream()).get().isNotEqualTo(net.id(relay));
    }

    @Test
    void aLeaderThatServesTooManyIsRelieved() {
        var big = new RelayNet(10, 4);
        big.run(60);
        assertThat(big.route(0).children()).hasSizeLessThanOrEqualTo(4);
        for (int node = 0; node < 10; node++) {
            assertThat(big.route(node).children()).hasSizeLessThanOrEqualTo(4);
            assertThat(big.route(node).mesh()).isFalse();
        }
        var before = big.routes();
        big.run(60);
        assertThat(big.routes()).as("it rests").isEqualTo(before);
    }

    @Test
    void aNetworkThatTremblesMovesNobody() {
        net.run(3);
        var before = net.routes();
        for (int second = 0; second < 60; second++) {
            net.link(0, 3, new LinkCost(second % 2 == 0 ? 9_000 : 2_000, second % 5 == 0 ? 9 : 0, 0));
            net.run(1);
        }
        assertThat(net.routes()).isEqualTo(before);
    }

    @Test
    void whenTheLinkIsGoodAgainVoiceComesStraightFromTheLeader() {
        net.link(0, 3, new LinkCost(80_000, 0, 0));
        net.run(8);
        net.link(0, 3, new LinkCost(2_000, 0, 0));
        net.run(8);
        assertThat(net.route(3).upstream()).contains(net.id(0));
    }

    @Test
    void whateverTheLinksTheWaysAreATreeWhenTheyRest() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = RelayNet.random(seed);
            random.run(90);
            assertThat(random.faults()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void theSameLinksGiveTheSameWays() {
        var one = RelayNet.random(42);
        var other = RelayNet.random(42);
        one.run(60);
        other.run(60);
        assertThat(one.routes()).isEqualTo(other.routes());
    }
}
