package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.http.OpenConnections.Limits;
import dev.tutti.gateway.http.Requests.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private final OpenConnections connections = new OpenConnections(new Limits(4, 2));

    private static Remote from(String address, int port) {
        return new Remote(address, port);
    }

    @Test
    void oneTooManyIsToldSoAndTwiceTheLimitIsClosed() {
        List<Remote> all = List.of(from("10.0.0.1", 1), from("10.0.0.1", 2), from("10.0.0.1", 3), from("10.0.0.1", 4));
        assertThat(connections.opened(all.get(0))).isTrue();
        assertThat(connections.opened(all.get(1))).isTrue();
        assertThat(connections.opened(all.get(2))).isTrue();
        assertThat(connections.opened(all.get(3))).isFalse();

        assertThatCode(() -> connections.checkRequest(all.get(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> connections.checkRequest(all.get(2)))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.status()).isEqualTo(429));
        all.forEach(connections::closed);
        assertThat(connections.opened(from("10.0.0.1", 5))).isTrue();
        assertThatCode(() -> connections.checkRequest(from("10.0.0.1", 5))).doesNotThrowAnyException();
    }

    @Test
    void everyKindHasItsOwnRoomAndAnUpgradeFreesThePlainOne() {
        for (int port = 1; port <= 2; port++) {
            connections.opened(from("10.0.0.1", port));
            assertThat(connections.upgraded(from("10.0.0.1", port), Kind.EVENTS))
                    .isTrue();
        }
        assertThat(connections.count(Kind.HTTP)).isZero();
        assertThatThrownBy(() -> connections.check(Kind.EVENTS, "10.0.0.1"))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.status()).isEqualTo(429));
        assertThatCode(() -> connections.check(Kind.SIGNALS, "10.0.0.1")).doesNotThrowAnyException();

        connections.opened(from("10.0.0.1", 3));
        assertThat(connections.upgraded(from("10.0.0.1", 3), Kind.EVENTS)).isFalse();
    }

    @Test
    void theHubAsAWholeIsFullForEverybody() {
        for (int host = 1; host <= 4; host++) {
            connections.opened(from("10.0.0." + host, 1));
            connections.upgraded(from("10.0.0." + host, 1), Kind.SIGNALS);
        }
        assertThatThrownBy(() -> connections.check(Kind.SIGNALS, "10.0.0.9"))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void addressesOfOneNetworkOfIpv6CountAsOneHost() {
        connections.opened(from("fd00::1", 1));
        connections.opened(from("fd00::2", 1));
        connections.opened(from("fd00::3", 1));
        assertThatThrownBy(() -> connections.checkRequest(from("fd00::3", 1))).isInstanceOf(ApiError.class);
    }

    @Test
    void whateverHappensEveryPlaceComesBack() {
        long seed = 20260501;
        var random = new Random(seed);
        var open = new ArrayList<Remote>();
        for (int step = 0; step < 5_000; step++) {
            if (open.isEmpty() || random.nextInt(3) > 0) {
                var remote = from("10.0.0." + random.nextInt(5), random.nextInt(50));
                connections.opened(remote);
                if (random.nextBoolean()) {
                    connections.upgraded(remote, random.nextBoolean() ? Kind.EVENTS : Kind.SIGNALS);
                }
                open.add(remote);
            } else {
                connections.closed(open.remove(random.nextInt(open.size())));
            }
        }
        open.forEach(connections::closed);
        for (Kind kind : Kind.values()) {
            assertThat(connections.count(kind)).as("%s, seed %d", kind, seed).isZero();
        }
        assertThatCode(() -> connections.check(Kind.EVENTS, "10.0.0.1")).doesNotThrowAnyException();
    }
}
