package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayNetworkTest {
    private static final int PACKETS = 100;

    @ParameterizedTest
    @CsvSource({"2, 8", "3, 8", "5, 8", "10, 8", "10, 4", "10, 2", "7, 3"})
    void everyNodeHearsEachPacketOnceOverOneCopyALink(int nodes, int maxChildren) {
        var network = new RelayNetwork(ids(nodes), maxChildren);
        network.settle();
        for (int talker = 0; talker < nodes; talker++) {
            var counts = network.talk(talker, PACKETS);
            assertThat(counts.heard()).isEqualTo((nodes - 1L) * PACKETS);
            assertThat(counts.frames()).isEqualTo((nodes - 1L) * PACKETS);
            assertThat(counts.mostOnALink()).isEqualTo(1);
            // To those it serves, and to the node that serves it.
            assertThat(counts.busiestNode()).isLessThanOrEqualTo(maxChildren + 1);
        }
    }

    private static List<NodeId> ids(int nodes) {
        var ids = new ArrayList<NodeId>();
        for (int i = 0; i < nodes; i++) {
            var hash = new byte[NodeId.BYTES];
            hash[0] = (byte) (31 * i + 1);
            hash[7] = (byte) (i + 1);
            ids.add(NodeId.of(hash));
        }
        return ids;
    }
}
