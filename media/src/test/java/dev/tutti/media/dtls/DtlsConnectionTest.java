package dev.tutti.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import dev.tutti.media.srtp.SrtpReceiver;
import dev.tutti.media.srtp.SrtpSender;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DtlsConnectionTest {
    private static final DtlsIdentity HUB = DtlsIdentity.generate(Entropy.system(), WallClock.system());
    private static final DtlsIdentity CLIENT = DtlsIdentity.generate(Entropy.system(), WallClock.system());

    private final End hub = new End();
    private final End client = new End();

    @Test
    void bothSidesAgreeOnKeysThatFitEachOther() {
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        var ofHub = hub.keys.join();
        var ofClient = client.keys.join();
        assertThat(ofHub.profile).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        assertOneReadsTheOther(ofHub, ofClient);
        assertOneReadsTheOther(ofClient, ofHub);
    }

    @Test
    void aClientHelloInManySmallDatagramsIsPutTogether() {
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 120);
        assertThat(hub.keys.join().profile).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(client.sent.get()).isGreaterThan(5);
    }

    @Test
    void lostDatagramsAreSentAgain() {
        hub.passes = _ -> hub.sent.get() != 1 && hub.sent.get() != 4;
        client.passes = _ -> client.sent.get() != 1 && client.sent.get() != 3;
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        assertOneReadsTheOther(hub.keys.join(), client.keys.join());
    }

    @Test
    void aCertificateThatTheDescriptionDoesNotNameIsRefused() {
        connect(DtlsFingerprint.sha256(new byte[] {1}), HUB.fingerprint(), 1200);
        assertThat(hub.await()).isEqualTo("failed WRONG_FINGERPRINT");
        assertThat(client.await()).startsWith("failed");
        assertThat(hub.keys).isNotDone();
    }

    @Test
    void aHubWithAnotherCertificateIsRefusedByTheClient() {
        connect(CLIENT.fingerprint(), DtlsFingerprint.sha256(new byte[] {1}), 1200);
        assertThat(client.await()).isEqualTo("failed WRONG_FINGERPRINT");
        assertThat(hub.await()).startsWith("failed");
        assertThat(hub.keys).isNotDone();
    }

    @Test
    void dataTravelsBothWaysAfterTheHandshake() {
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        hub.keys.join();
        client.keys.join();
        assertThat(client.send("to the hub")).isTrue();
        assertThat(hub.await()).isEqualTo("data to the hub");
        assertThat(hub.send("to the client")).isTrue();
        assertThat(client.await()).isEqualTo("data to the client");
    }

    @Test
    void goodbyeReachesTheOtherSide() {
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        hub.keys.join();
        client.keys.join();
        client.connection().close();
        assertThat(client.await()).isEqualTo("closed");
        assertThat(hub.await()).isEqualTo("closed");
    }

    @Test
    void garbageDuringTheHandshakeChangesNothing() {
        hub.garbage = true;
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        assertOneReadsTheOther(hub.keys.join(), client.keys.join());
    }

    @Test
    void closingBeforeTheHandshakeEndsIt() {
        hub.passes = _ -> false;
        connect(CLIENT.fingerprint(), HUB.fingerprint(), 1200);
        hub.connection().close();
        assertThat(hub.await()).isEqualTo("closed");
        client.connection().close();
        assertThat(client.await()).isEqualTo("closed");
    }

    @Test
    void theQueueIsBoundedAndRefusesWhatItCannotHold() {
        var queue = new DatagramQueue(1200, _ -> {});
        for (int i = 0; i < 64; i++) {
            assertThat(queue.offer(new byte[20], 0, 20)).isTrue();
        }
        assertThat(queue.offer(new byte[20], 0, 20)).isFalse();
        assertThat(new DatagramQueue(1200, _ -> {}).offer(new byte[4000], 0, 4000))
                .isFalse();
    }

    private void connect(DtlsFingerprint clientClaims, DtlsFingerprint hubClaims, int clientSendLimit) {
        hub.peer = client;
        client.peer = hub;
        hub.connection.complete(DtlsConnection.start(HUB, clientClaims, DtlsSetup.PASSIVE, hub));
        client.connection.complete(DtlsConnection.start(
                CLIENT, new DtlsPeer(CLIENT, hubClaims), DtlsSetup.ACTIVE, clientSendLimit, client));
    }

    private static void assertOneReadsTheOther(Keys from, Keys to) {
        byte[] packet = Arrays.copyOf(new byte[] {(byte) 0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 60);
        var wire = new byte[100];
        var clear = new byte[100];
        int sent = new SrtpSender(from.profile, from.send).protectRtp(packet, 0, packet.length, wire);
        assertThat(new SrtpReceiver(to.profile, to.receive).unprotectRtp(wire, 0, sent, clear))
                .isEqualTo(packet.length);
    }

    private record Keys(SrtpProfile profile, SrtpKey send, SrtpKey receive) {}

    /** One end of a wire that a test may cut. */
    private static final class End implements DtlsListener {
        final CompletableFuture<DtlsConnection> connection = new CompletableFuture<>();
        final CompletableFuture<Keys> keys = new CompletableFuture<Keys>().orTimeout(10, TimeUnit.SECONDS);
        final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        final AtomicInteger sent = new AtomicInteger();
        volatile Predicate<byte[]> passes = _ -> true;
        volatile boolean garbage;
        volatile @Nullable End peer;

        DtlsConnection connection() {
            return connection.join();
        }

        boolean send(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return connection().send(bytes, bytes.length);
        }

        String await() {
            try {
                return String.valueOf(told.poll(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void send(byte[] datagram) {
            sent.incrementAndGet();
            var other = peer;
            if (other != null && passes.test(datagram)) {
                if (garbage) {
                    other.connection().feed(new byte[] {22, 1, 2, 3, 4}, 0, 5);
                }
                other.connection().feed(datagram, 0, datagram.length);
            }
        }

        @Override
        public void established(SrtpProfile profile, SrtpKey sendKey, SrtpKey receiveKey) {
            keys.complete(new Keys(profile, sendKey, receiveKey));
        }

        @Override
        public void data(byte[] bytes, int length) {
            told.add("data " + new String(bytes, 0, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void failed(DtlsFailure reason) {
            told.add("failed " + reason);
        }

        @Override
        public void closed() {
            told.add("closed");
        }
    }
}
