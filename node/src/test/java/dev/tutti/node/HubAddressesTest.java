package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HubAddressesTest {
    @Test
    void aSignallingPortThatNobodyAskedForIsLeftToWhoeverHasIt() throws Exception {
        try (var somebody = new ServerSocket(0)) {
            var taken = OptionalInt.of(somebody.getLocalPort());

            assertThat(HubAddresses.signal(taken, somebody.getLocalPort())).isEmpty();
            assertThat(HubAddresses.signal(taken, 1))
                    .as("asked for: the hub says who has it, and does not start")
                    .isEqualTo(taken);
        }
    }

    @Test
    void peersMayHaveNoPortOfTheirOwn() throws Exception {
        assertThat(HubAddresses.signal(OptionalInt.empty(), 3010)).isEmpty();
    }
}
