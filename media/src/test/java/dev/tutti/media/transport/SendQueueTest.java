package dev.tutti.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private static final int MANY = 300;
    private static final int RECEIVERS = 4;

    private final LoopCounters counters = new LoopCounters();
    private final SendQueue queue = new SendQueue(counters);
    /** Several, so that what waits fits into the system's buffers. */
    private final List<DatagramSocket> receivers = new ArrayList<>();

    private MediaSocket socket;

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < RECEIVERS; i++) {
            var receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            receiver.setSoTimeout(10_000);
            receivers.add(receiver);
        }
        socket = MediaSocket.bind(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        socket.close();
        receivers.forEach(DatagramSocket::close);
    }

    private byte[] receive(int number) throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        receivers.get(number % RECEIVERS).receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private InetSocketAddress target(int number) {
        return (InetSocketAddress) receivers.get(number % RECEIVERS).getLocalSocketAddress();
    }

    private static byte[] numbered(int number, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) number);
        bytes[0] = (byte) (number >>> 8);
        return bytes;
    }

    @Test
    void moreThanItHoldsIsSentInTheOrderItCame() throws IOException {
        for (int i = 0; i < MANY; i++) {
            queue.add(numbered(i, 20), 20, socket, target(i));
        }
        queue.flush();
        for (int i = 0; i < MANY; i++) {
            assertThat(receive(i)).as("datagram %d", i).isEqualTo(numbered(i, 20));
        }
        assertThat(counters.packetsOut()).isEqualTo(MANY);
        assertThat(counters.bytesOut()).isEqualTo(MANY * 20L);
    }

    @Test
    void largeDatagramsOfDifferentLengthsKeepTheirBounds() throws IOException {
        for (int i = 0; i < 100; i++) {
            queue.add(numbered(i, 2048), 1300 + i, socket, target(i));
        }
        queue.flush();
        for (int i = 0; i < 100; i++) {
            assertThat(receive(i)).isEqualTo(numbered(i, 1300 + i));
        }
    }

    @Test
    void nothingIsSentBeforeItIsFlushedAndNothingTwice() throws IOException {
        queue.add(numbered(1, 30), 30, socket, target(0));
        assertThat(counters.packetsOut()).isZero();
        queue.flush();
        queue.flush();
        queue.add(numbered(2, 40), 40, socket, target(0));
        queue.flush();
        assertThat(receive(0)).isEqualTo(numbered(1, 30));
        assertThat(receive(0)).isEqualTo(numbered(2, 40));
        assertThat(counters.packetsOut()).isEqualTo(2);
    }

    @Test
    void aSocketThatIsGoneCountsAsFailed() {
        socket.close();
        queue.add(numbered(1, 30), 30, socket, target(0));
        queue.flush();
        assertThat(counters.packetsOut()).isZero();
        assertThat(counters.dropped().get(DropReason.SEND_FAILED)).isEqualTo(1);
    }
}
