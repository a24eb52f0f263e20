package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.Listener;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.transport.DropReason;
import dev.tutti.media.transport.RemoteDescription;
import dev.tutti.rtp.RtcpWriter;
import dev.tutti.rtp.SenderInfo;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody on the way sees every datagram and sends his own from the talker's very address. */
class HostileWireTest {
    private final Voice voice = new Voice(7, 100);
    private Hub hub;
    private WireTap tap;
    private Hub.Peer alice;
    private Hub.Peer bob;
    private TrackPublisher track;

    @BeforeEach
    void start() throws IOException {
        hub = new Hub();
        tap = new WireTap(hub.loop.addresses().getFirst());
        bob = hub.join();
        alice = hub.stranger();
        alice.transport.setRemote(
                new RemoteDescription(alice.client.localIce(), alice.client.fingerprint(), DtlsSetup.ACTIVE));
        alice.client.connect(tap.address(), alice.transport.localIce(), alice.transport.fingerprint());
        alice.await("connected");
        alice.awaitClient("connected");
        track = hub.forwarder.publish(alice.transport, voice.published(false), new SwitchGate());
        hub.forwarder.subscribe(
                track, bob.transport, Voice.subscribed(hub.forwarder, 111, -1), new Listener.Named("room", "bob"));
        hub.settle();
    }

    @AfterEach
    void stop() throws IOException {
        tap.close();
        hub.close();
    }

    private byte[] captured() {
        byte[] bytes = Hub.take(tap.media);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private void awaitDropped(DropReason reason, long count) {
        long dropped = 0;
        for (int i = 0; i < 1_000_000 && dropped < count; i++) {
            hub.settle();
            dropped = hub.loop.counters().dropped().getOrDefault(reason, 0L);
        }
        assertThat(dropped).as("%s", reason).isEqualTo(count);
    }

    /** The next that bob hears is the talker's next packet: nothing of what was sent between has come through. */
    private void nothingCameOfIt(Hub.Heard before) {
        voice.say(alice.client, "two");
        var next = bob.hear();
        assertThat(next.text()).isEqualTo("two");
        assertThat(next.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
    }

    @Test
    void voiceThatWasRecordedIsNotHeardAgain() throws IOException {
        voice.say(alice.client, "one");
        var one = bob.hear();
        byte[] recorded = captured();
        for (int i = 0; i < 3; i++) {
            tap.send(recorded);
        }
        awaitDropped(DropReason.REPLAYED, 3);
        nothingCameOfIt(one);
    }

    @Test
    void aReportThatWasRecordedIsNotTakenAgain() throws IOException {
        var info = new SenderInfo();
        info.ssrc = voice.ssrc;
        var rtcp = new RtcpWriter(100);
        rtcp.senderReport(info).cname(voice.ssrc, "alice");
        alice.client.sendRtcp(rtcp.array(), rtcp.length());
        byte[] recorded = captured();
        tap.send(recorded);
        awaitDropped(DropReason.REPLAYED, 1);
    }

    @Test
    void voiceThatWasChangedOnTheWayIsNotHeard() throws IOException {
        voice.say(alice.client, "one");
        var one = bob.hear();
        byte[] recorded = captured();
        // As the talker's next packet, and with another word in it.
        byte[] renumbered = recorded.clone();
        renumbered[3]++;
        byte[] reworded = renumbered.clone();
        reworded[reworded.length - 20] ^= 1;
        tap.send(renumbered);
        tap.send(reworded);
        awaitDropped(DropReason.BAD_AUTH, 2);
        nothingCameOfIt(one);
    }

    @Test
    void voiceWithoutEncryptionIsNotHeardEvenFromTheTalkersAddress() throws IOException {
        voice.say(alice.client, "one");
        var one = bob.hear();
        var forger = new Voice(7, 101);
        int length = forger.next("forged");
        tap.send(java.util.Arrays.copyOf(forger.bytes(), length));
        awaitDropped(DropReason.BAD_AUTH, 1);
        nothingCameOfIt(one);
    }
}
