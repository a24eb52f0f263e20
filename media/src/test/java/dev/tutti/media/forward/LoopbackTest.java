package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.Listener;
import dev.tutti.media.Verdict;
import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.transport.DropReason;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets, real DTLS, real SRTP: a speaker and a listener meet on the media loop. */
class LoopbackTest {
    private final SwitchGate gate = new SwitchGate();
    private final Listener listener = new Listener.Named("room", "bob");
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
    void audioReachesTheSubscriberWithItsOwnPayloadTypeAndSsrc() throws IOException {
        var alice = hub.join();
        var bob = hub.join();
        var voice = new Voice(7, 65_530);
        var track = hub.forwarder.publish(alice.transport, voice.published(false), gate);
        var subscription =
                hub.forwarder.subscribe(track, bob.transport, Voice.subscribed(hub.forwarder, 96, -1), listener);
        hub.settle();
        int before = -1;
        for (int i = 0; i < 20; i++) {
            voice.say(alice.client, "word " + i);
            var heard = bob.hear();
            assertThat(heard.text()).isEqualTo("word " + i);
            assertThat(heard.payloadType()).isEqualTo(96);
            assertThat(heard.ssrc()).isEqualTo(subscription.ssrc());
            assertThat(heard.marker()).isEqualTo(i == 0);
            if (i > 0) {
                assertThat(heard.sequence()).isEqualTo(before + 1 & 0xFFFF);
            }
            before = heard.sequence();
        }
        assertThat(track.loudness()).isPositive();
    }

    @Test
    void nothingIsHeardWhileTheGateDropsAndNoGapIsLeftBehind() throws IOException {
        var alice = hub.join();
        var bob = hub.join();
        var voice = new Voice(7, 100);
        var track = hub.forwarder.publish(alice.transport, voice.published(false), gate);
        hub.forwarder.subscribe(track, bob.transport, Voice.subscribed(hub.forwarder, 111, -1), listener);
        hub.settle();
        voice.say(alice.client, "before");
        var before = bob.hear();
        gate.verdict = Verdict.DROP;
        for (int i = 0; i < 10; i++) {
            voice.say(alice.client, "secret");
        }
        hub.awaitReceived(track, 11);
        gate.verdict = Verdict.FORWARD;
        voice.say(alice.client, "after");
        var after = bob.hear();
        assertThat(after.text()).isEqualTo("after");
        assertThat(after.sequence()).isEqualTo(before.sequence() + 1 + bob.silences);
        assertThat(after.marker()).isTrue();
        assertThat(after.timestamp() - before.timestamp()).isEqualTo(11 * 960);
    }

    @Test
    void whatWasHeldIsHeardInOrderOnceTheGrantComes() throws IOException {
        var alice = hub.join();
        var bob = hub.join();
        var voice = new Voice(7, 100);
        gate.verdict = Verdict.HOLD;
        gate.heldSinceNs = hub.loop.nowNs();
        var track = hub.forwarder.publish(alice.transport, voice.published(false), gate);
        hub.forwarder.subscribe(track, bob.transport, Voice.subscribed(hub.forwarder, 111, -1), listener);
        hub.settle();
        for (int i = 0; i < 5; i++) {
            voice.say(alice.client, "syllable " + i);
        }
        hub.awaitReceived(track, 5);
        assertThat(bob.packets).isEmpty();
        gate.verdict = Verdict.FORWARD;
        track.gateChanged();
        for (int i = 0; i < 5; i++) {
            assertThat(bob.hear().text()).isEqualTo("syllable " + i);
        }
    }

    @Test
    void iceRestartFromAnotherSocketKeepsTheKeysAndTheAudio() throws IOException {
        var alice = hub.join();
        var bob = hub.join();
        var voice = new Voice(7, 100);
        var track = hub.forwarder.publish(alice.transport, voice.published(false), gate);
        hub.forwarder.subscribe(track, bob.transport, Voice.subscribed(hub.forwarder, 111, -1), listener);
        hub.settle();
        voice.say(alice.client, "one");
        assertThat(bob.hear().text()).isEqualTo("one");
        var before = bob.client.address();

        var ours = bob.client.newCredentials();
        bob.client.restarted(ours, bob.transport.restartIce(ours), true);

        // Until the first check from the new socket is in, packets go to the old one.
        do {
            voice.say(alice.client, "two");
        } while (!bob.heardWithin(20));
        assertThat(bob.hear().text()).isEqualTo("two");
        assertThat(bob.client.address()).isNotEqualTo(before);
        assertThat(bob.told).isEmpty();
    }

    @Test
    void aWrongFingerprintIsRefusedAndNoKeysAreMade() throws IOException {
        var mallory = hub.stranger();
        mallory.connect(DtlsFingerprint.sha256(new byte[] {1}));
        mallory.await("failed WRONG_FINGERPRINT");
        assertThat(mallory.transport.stats().connected()).isFalse();
    }

    @Test
    void mediaFromAnAddressThatNoCheckHasValidatedIsIgnored() throws IOException {
        var alice = hub.join();
        var bob = hub.join();
        var voice = new Voice(7, 100);
        var track = hub.forwarder.publish(alice.transport, voice.published(false), gate);
        hub.forwarder.subscribe(track, bob.transport, Voice.subscribed(hub.forwarder, 111, -1), listener);
        hub.settle();
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int length = voice.next("forged");
            socket.send(new DatagramPacket(
                    voice.bytes(), length, hub.loop.addresses().getFirst()));
        }
        voice.say(alice.client, "real");
        assertThat(bob.hear().text()).isEqualTo("real");
        assertThat(hub.loop.counters().dropped().get(DropReason.UNKNOWN_ADDRESS))
                .isEqualTo(1);
    }

    @Test
    void aGoodbyeOfTheClientClosesTheTransport() throws IOException {
        var alice = hub.join();
        alice.client.close();
        alice.await("closed");
        assertThat(hub.loop.counters().transports()).isZero();
    }
}
