package dev.tutti.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.forward.Hub;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.ice.StunIntegrity;
import dev.tutti.media.ice.StunMessage;
import dev.tutti.media.ice.StunType;
import dev.tutti.media.ice.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The media loop as strangers, flaky networks and its own owner meet it. */
class MediaLoopTest {
    private static final int MAILBOX_CAPACITY = 8192;

    private final StunWriter request = new StunWriter();
    private final StunMessage answer = new StunMessage();
    private Hub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new Hub();
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    @Test
    void aPlainBindingRequestIsAnsweredWithItsSource() throws IOException {
        try (var socket = socket()) {
            request.begin(StunType.BINDING_REQUEST, new byte[12], 0);
            send(socket, request.array(), request.length(), hub.loop.addresses().getFirst());
            receive(socket);
            assertThat(answer.type()).isEqualTo(StunType.BINDING_SUCCESS);
            assertThat(answer.mappedPort()).isEqualTo(socket.getLocalPort());
        }
    }

    @Test
    void plainRequestsAreAnsweredOnlySoOften() throws IOException {
        try (var socket = socket()) {
            request.begin(StunType.BINDING_REQUEST, new byte[12], 0);
            for (int i = 0; i < 100_000 && dropped(DropReason.STUN_RATE) == 0; i++) {
                send(
                        socket,
                        request.array(),
                        request.length(),
                        hub.loop.addresses().getFirst());
            }
            assertThat(dropped(DropReason.STUN_RATE)).isPositive();
        }
    }

    @Test
    void aCheckWithAGuessedPasswordIsRefusedAndMovesNobody() throws IOException {
        var alice = hub.join();
        try (var socket = socket()) {
            request.begin(StunType.BINDING_REQUEST, new byte[12], 0)
                    .username(alice.transport.localIce().ufrag() + ":"
                            + alice.client.localIce().ufrag())
                    .useCandidate()
                    .controlling(1)
                    .integrity(new StunIntegrity("a-guess-that-is-long-enough-too"))
                    .fingerprint();
            send(socket, request.array(), request.length(), hub.loop.addresses().getFirst());
            receive(socket);
            assertThat(answer.errorCode()).isEqualTo(401);
            var source = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
            assertThat(knows(source)).isFalse();
        }
        assertThat(knows(alice.client.address())).isTrue();
        assertThat(dropped(DropReason.BAD_STUN)).isEqualTo(1);
    }

    @Test
    void bytesOfNoProtocolAndMediaOfStrangersAreCountedAndDropped() throws IOException {
        try (var socket = socket()) {
            send(
                    socket,
                    new byte[] {99, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                    12,
                    hub.loop.addresses().getFirst());
            send(
                    socket,
                    new byte[] {22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                    12,
                    hub.loop.addresses().getFirst());
            send(socket, new byte[] {0, 1, 2}, 3, hub.loop.addresses().getFirst());
            awaitDropped(DropReason.NOT_OURS, 2);
            awaitDropped(DropReason.UNKNOWN_ADDRESS, 1);
        }
    }

    @Test
    void mediaThatFailsAuthenticationIsCountedAndDropped() throws IOException {
        var alice = hub.join();
        var forged = new byte[60];
        forged[0] = (byte) 0x80;
        forged[1] = 111;
        alice.client.sendRaw(forged);
        awaitDropped(DropReason.BAD_AUTH, 1);
    }

    @Test
    void aSilentPeerStallsAndRecovers() throws IOException {
        var alice = hub.join();
        awaitRtt(alice);
        alice.client.silence(true);
        alice.awaitWhileTimePasses("stalled", 100);
        hub.clock.advanceMs(1000);
        assertThat(hub.loop.counters().transports()).isEqualTo(1);
        alice.client.silence(false);
        alice.awaitWhileTimePasses("recovered", 50);
    }

    @Test
    void aPeerThatAnswersProbesStallsAfterThreeSeconds() throws IOException {
        var alice = hub.join();
        awaitRtt(alice);
        assertThat(stalledAfterMs(alice)).isEqualTo(3_100);
    }

    /** A browser that passes the hub's probes over checks every 2.5 to 6 s on its own. */
    @Test
    void aPeerThatAnswersNoProbeStallsAfterTwelveSeconds() throws IOException {
        var alice = hub.stranger();
        var ice = new IceCredentials(
                alice.client.localIce().ufrag(), alice.client.newCredentials().pwd());
        alice.transport.setRemote(new RemoteDescription(ice, alice.client.fingerprint(), DtlsSetup.ACTIVE));
        alice.client.connect(
                alice.transport.candidates().getFirst().address(),
                alice.transport.localIce(),
                alice.transport.fingerprint());
        alice.await("connected");
        assertThat(stalledAfterMs(alice)).isEqualTo(12_100);
    }

    @Test
    void consentThatIsNotRenewedEndsTheTransport() throws IOException {
        var alice = hub.join();
        alice.client.silence(true);
        alice.awaitWhileTimePasses("failed CONSENT_EXPIRED", 500);
        assertThat(hub.loop.counters().transports()).isZero();
    }

    @Test
    void aPeerThatNeverComesTimesOut() throws IOException {
        var nobody = hub.stranger();
        nobody.transport.setRemote(
                new RemoteDescription(nobody.client.localIce(), nobody.client.fingerprint(), DtlsSetup.ACTIVE));
        hub.settle();
        nobody.awaitWhileTimePasses("failed HANDSHAKE_TIMEOUT", 500);
    }

    @Test
    void anAddressMayComeAndGoWhileRunning() throws IOException {
        var second = InetAddress.getByName("127.0.0.2");
        hub.loop.addAddress(second);
        var alice = hub.stranger();
        assertThat(alice.transport.candidates()).hasSize(2);
        assertThat(alice.transport.candidates().get(1).address())
                .isEqualTo(new InetSocketAddress(second, hub.loop.port()));
        try (var socket = socket()) {
            request.begin(StunType.BINDING_REQUEST, new byte[12], 0);
            send(socket, request.array(), request.length(), new InetSocketAddress(second, hub.loop.port()));
            assertThat(receive(socket).getAddress()).isEqualTo(second);
        }
        hub.loop.removeAddress(second);
        hub.settle();
        assertThat(alice.transport.candidates()).hasSize(1);
    }

    @Test
    void anAddressThatIsNotOursIsRefusedAndNothingElseStops() throws IOException {
        assertThatThrownBy(() -> hub.loop.addAddress(InetAddress.getByName("192.0.2.1")))
                .isInstanceOf(IOException.class);
        assertThat(hub.join().transport.candidates()).hasSize(1);
    }

    @Test
    void aFullMailboxRefusesInsteadOfGrowing() throws InterruptedException {
        var started = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        hub.loop.post(() -> {
            started.countDown();
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        boolean refused = false;
        for (int i = 0; i <= MAILBOX_CAPACITY + 1 && !refused; i++) {
            refused = !hub.loop.tryPost(() -> {});
        }
        assertThat(refused).isTrue();
        assertThatThrownBy(() -> hub.loop.post(() -> {})).isInstanceOf(MediaOverloadException.class);
        assertThat(hub.loop.counters().mailboxOverflows()).isEqualTo(2);
        blocked.countDown();
        hub.settle();
    }

    @Test
    void aStoppedLoopRefusesWork() throws IOException {
        hub.loop.close();
        assertThatThrownBy(() -> hub.loop.post(() -> {})).isInstanceOf(MediaOverloadException.class);
        hub.loop.postUnlessStopped(() -> {
            throw new AssertionError("must not run");
        });
    }

    /** At which tick, one each 100 ms, the owner is told; between them the loop reads nothing. */
    private long stalledAfterMs(Hub.Peer peer) throws IOException {
        var address = peer.client.address();
        return hub.onLoop(() -> {
            var state = Objects.requireNonNull(hub.loop.peers().byAddress(address)).peer;
            long heardNs = state.lastHeardNs();
            long ms = 0;
            while (ms < 20_000 && !peer.told.contains("stalled")) {
                ms += 100;
                state.tick(heardNs + ms * 1_000_000);
            }
            return ms;
        });
    }

    private boolean knows(InetSocketAddress address) {
        return hub.onLoop(() -> hub.loop.peers().byAddress(address) != null);
    }

    private void awaitRtt(Hub.Peer peer) {
        for (int i = 0; i < 1_000_000 && peer.transport.stats().rttUs() < 0; i++) {
            hub.clock.advanceMs(1);
            hub.settle();
        }
        assertThat(peer.transport.stats().rttUs()).isNotNegative();
    }

    private long dropped(DropReason reason) {
        return hub.loop.counters().dropped().getOrDefault(reason, 0L);
    }

    private void awaitDropped(DropReason reason, long count) {
        for (int i = 0; i < 1_000_000 && dropped(reason) < count; i++) {
            hub.settle();
        }
        assertThat(dropped(reason)).isEqualTo(count);
    }

    private static DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(DatagramSocket socket, byte[] bytes, int length, InetSocketAddress target)
            throws IOException {
        socket.send(new DatagramPacket(bytes, length, target));
    }

    private InetSocketAddress receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[600], 600);
        socket.receive(packet);
        assertThat(answer.wrap(packet.getData(), 0, packet.getLength())).isTrue();
        return (InetSocketAddress) packet.getSocketAddress();
    }
}
