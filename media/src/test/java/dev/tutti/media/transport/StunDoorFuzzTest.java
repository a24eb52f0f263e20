package dev.tutti.media.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;

/** Whatever a stranger's STUN says, no address becomes known and nothing is thrown. */
class StunDoorFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyStunOfAStrangerLeavesTheTablesEmpty(byte[] data) throws IOException {
        var counters = new LoopCounters();
        var peers = new PeerTable();
        var door = new StunDoor(peers, counters);
        var socket = MediaSocket.bind(InetAddress.getLoopbackAddress(), 0);
        try {
            // Answers go back to the socket itself, where nobody reads them.
            var source = socket.address();
            byte[] datagram = Arrays.copyOf(data, Math.min(data.length, MediaSocket.MAX_DATAGRAM));
            door.onDatagram(socket, source, datagram, datagram.length, 0);
            if (peers.byAddress(source) != null || peers.count() != 0) {
                throw new AssertionError("A stranger was let in");
            }
        } finally {
            socket.close();
        }
    }
}
