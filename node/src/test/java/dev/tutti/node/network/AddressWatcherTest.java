package dev.tutti.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressWatcherTest {
    private static final InetAddress WIFI = InetAddress.ofLiteral("192.168.7.20");
    private static final InetAddress CABLE = InetAddress.ofLiteral("10.0.0.5");

    private List<InetAddress> machine = List.of(WIFI);

    @Test
    void anAddressThatComesOrGoesIsNoticedOnce() throws Exception {
        var watcher = new AddressWatcher(() -> machine, List.of());
        assertThat(watcher.poll()).isTrue();
        assertThat(watcher.poll()).isFalse();

        machine = List.of(CABLE, WIFI);
        assertThat(watcher.poll()).isTrue();
        assertThat(watcher.current()).containsExactly(CABLE, WIFI);

        machine = List.of();
        assertThat(watcher.poll()).isTrue();
        assertThat(watcher.current()).isEmpty();
    }

    @Test
    void bindRestrictsWhatIsServed() throws Exception {
        machine = List.of(CABLE, WIFI);
        var watcher = new AddressWatcher(() -> machine, List.of(WIFI));
        watcher.poll();
        assertThat(watcher.current()).containsExactly(WIFI);

        machine = List.of(WIFI);
        assertThat(watcher.poll()).isFalse();
    }

    @Test
    void anAddressThatTheMachineDoesNotHaveIsAwaitedUntilItComes() throws Exception {
        var watcher = new AddressWatcher(() -> machine, List.of(CABLE));
        watcher.poll();
        assertThat(watcher.awaited()).containsExactly(CABLE);
        assertThat(watcher.isForThisMachineOnly()).isFalse();

        machine = List.of(CABLE, WIFI);
        assertThat(watcher.poll()).isTrue();
        assertThat(watcher.awaited()).isEmpty();
    }

    @Test
    void loopbackIsAlwaysThere() throws Exception {
        var watcher = new AddressWatcher(() -> machine, List.of(InetAddress.ofLiteral("127.0.0.1")));
        watcher.poll();

        assertThat(watcher.awaited()).isEmpty();
        assertThat(watcher.isForThisMachineOnly()).isTrue();
        assertThat(new AddressWatcher(() -> machine, List.of()).isForThisMachineOnly())
                .isFalse();
    }

    @Test
    void theMachinesOwnListHasNoLoopbackAndNoLinkLocalAddress() throws Exception {
        assertThat(new MachineAddresses().addresses())
                .noneMatch(InetAddress::isLoopbackAddress)
                .noneMatch(InetAddress::isLinkLocalAddress);
    }
}
