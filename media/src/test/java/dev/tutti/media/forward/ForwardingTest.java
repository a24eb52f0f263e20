package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tutti.media.Listener;
import dev.tutti.media.Verdict;
import dev.tutti.media.transport.DropReason;
import dev.tutti.rtp.ReportBlock;
import dev.tutti.rtp.RtcpType;
import dev.tutti.rtp.RtcpWriter;
import dev.tutti.rtp.SenderInfo;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {
    private final SwitchGate gate = new SwitchGate();
    private final Voice voice = new Voice(7, 100);
    private Hub hub;
    private Hub.Peer alice;
    private Hub.Peer bob;
    private TrackPublisher track;

    @BeforeEach
    void start() throws IOException {
        hub = new Hub();
        alice = hub.join();
        bob = hub.join();
        track = hub.forwarder.publish(alice.transport, voice.published(true), gate);
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private TrackSubscription subscribe(Hub.Peer peer, String identity, int opus, int red) {
        var spec = Voice.subscribed(hub.forwarder, opus, red);
        var subscription = hub.forwarder.subscribe(track, peer.transport, spec, new Listener.Named("room", identity));
        hub.settle();
        return subscription;
    }

    private void say(String text) {
        voice.say(alice.client, text);
    }

    @Test
    void redundancyPassesToThoseWhoNegotiatedItAndIsUnpackedForOthers() throws IOException {
        var carol = hub.join();
        subscribe(bob, "bob", 96, 97);
        subscribe(carol, "carol", 111, -1);
        say("a");
        assertThat(bob.hear().payloadType()).isEqualTo(96);
        assertThat(carol.hear().text()).isEqualTo("a");
        hub.clock.advanceMs(100);
        voice.sayRed(alice.client, "old", "mid", "new");
        var red = bob.hear();
        assertThat(red.payloadType()).isEqualTo(97);
        assertThat(red.text()).endsWith("oldmidnew");
        assertThat((int) red.text().charAt(8)).isEqualTo(96);
        var plain = carol.hear();
        assertThat(plain.payloadType()).isEqualTo(111);
        assertThat(plain.text()).isEqualTo("new");
    }

    @Test
    void redundantFramesFromBeforeTheGrantAreStripped() {
        subscribe(bob, "bob", 111, 63);
        gate.verdict = Verdict.HOLD;
        gate.heldSinceNs = hub.loop.nowNs();
        voice.sayRed(alice.client, "secret", "hidden", "said");
        hub.awaitReceived(track, 1);
        gate.verdict = Verdict.FORWARD;
        track.gateChanged();
        assertThat(bob.hear().text()).isEqualTo((char) 111 + "said");
    }

    @Test
    void redundantFramesFromWhileTheGateWasShutAreStripped() {
        subscribe(bob, "bob", 111, 63);
        gate.verdict = Verdict.DROP;
        say("secret");
        hub.awaitReceived(track, 1);
        gate.verdict = Verdict.FORWARD;
        voice.sayRed(alice.client, "", "secret", "said");
        assertThat(bob.hear().text()).isEqualTo((char) 111 + "said");
    }

    @Test
    void whatWasHeldIsForgottenWhenTheRequestIsDenied() {
        subscribe(bob, "bob", 111, -1);
        gate.verdict = Verdict.HOLD;
        gate.heldSinceNs = hub.loop.nowNs();
        say("secret");
        hub.awaitReceived(track, 1);
        gate.verdict = Verdict.DROP;
        track.gateChanged();
        hub.settle();
        gate.verdict = Verdict.FORWARD;
        track.gateChanged();
        say("said");
        assertThat(bob.hear().text()).isEqualTo("said");
    }

    @Test
    void heldPacketsFromBeforeTheRequestAreNotFlushed() {
        subscribe(bob, "bob", 111, -1);
        gate.verdict = Verdict.HOLD;
        gate.heldSinceNs = hub.loop.nowNs();
        say("before");
        hub.awaitReceived(track, 1);
        hub.clock.advanceMs(50);
        gate.heldSinceNs = hub.loop.nowNs();
        say("after");
        hub.awaitReceived(track, 2);
        gate.verdict = Verdict.FORWARD;
        track.gateChanged();
        assertThat(bob.hear().text()).isEqualTo("after");
    }

    @Test
    void aPacketThatWasSentBeforeTheGateOpenedIsNotHeardWhenItComesLate() {
        subscribe(bob, "bob", 111, -1);
        gate.verdict = Verdict.DROP;
        int length = voice.next("secret");
        byte[] late = voice.bytes().clone();
        say("dropped");
        hub.awaitReceived(track, 1);
        gate.verdict = Verdict.FORWARD;
        say("one");
        assertThat(bob.hear().text()).isEqualTo("one");
        alice.client.sendRtp(late, length);
        say("two");
        assertThat(bob.hear().text()).isEqualTo("two");
    }

    @Test
    void whoHasNoRightToListenHearsNothingAndOthersDo() throws IOException {
        var carol = hub.join();
        subscribe(bob, "bob", 111, -1);
        subscribe(carol, "carol", 111, -1);
        gate.deafIdentity = "bob";
        say("for carol");
        assertThat(carol.hear().text()).isEqualTo("for carol");
        gate.deafIdentity = "";
        say("for both");
        assertThat(carol.hear().text()).isEqualTo("for both");
        assertThat(bob.hear().text()).isEqualTo("for both");
    }

    @Test
    void aPausedSubscriptionGetsNothingAndGoesOnWithoutAGap() {
        var subscription = subscribe(bob, "bob", 111, -1);
        say("one");
        int before = bob.hear().sequence();
        subscription.pause(true);
        hub.settle();
        say("unheard");
        hub.awaitReceived(track, 2);
        subscription.pause(false);
        hub.settle();
        say("three");
        var heard = bob.hear();
        assertThat(heard.text()).isEqualTo("three");
        assertThat(heard.sequence()).isEqualTo(before + 1);
    }

    @Test
    void lossOnTheWayInStaysAGapOnTheWayOut() {
        subscribe(bob, "bob", 111, -1);
        say("one");
        int before = bob.hear().sequence();
        voice.lose();
        say("three");
        assertThat(bob.hear().sequence()).isEqualTo(before + 2);
    }

    @Test
    void payloadTypesNobodyNegotiatedAreNotForwarded() {
        subscribe(bob, "bob", 111, -1);
        int length = voice.next(13, new byte[] {1, 2, 3});
        alice.client.sendRtp(voice.bytes(), length);
        say("speech");
        assertThat(bob.hear().text()).isEqualTo("speech");
    }

    @Test
    void aStreamThatNobodyAnnouncedIsCountedAndDropped() {
        subscribe(bob, "bob", 111, -1);
        new Voice(999, 1).say(alice.client, "stray");
        say("speech");
        assertThat(bob.hear().text()).isEqualTo("speech");
        assertThat(hub.loop.counters().dropped().get(DropReason.UNKNOWN_STREAM)).isEqualTo(1);
    }

    @Test
    void aLostPacketIsSentAgainAsItWasWhenTheSubscriberAsks() {
        var subscription = subscribe(bob, "bob", 111, -1);
        say("one");
        var heard = bob.hear();
        assertThat(bob.client.repeatedPackets()).isZero();
        askAgain(subscription, heard.sequence());
        askAgain(subscription, heard.sequence() + 500);
        awaitRepeated();
        say("two");
        assertThat(bob.hear().text()).isEqualTo("two");
        // What was never sent cannot be repeated.
        assertThat(bob.client.repeatedPackets()).isEqualTo(1);
    }

    private void awaitRepeated() {
        for (int i = 0; i < 1_000_000 && bob.client.repeatedPackets() == 0; i++) {
            hub.settle();
        }
    }

    private void askAgain(TrackSubscription subscription, int sequence) {
        var rtcp = new RtcpWriter(100);
        rtcp.receiverReport(1, new ReportBlock[0], 0)
                .nack(1, subscription.ssrc())
                .nackEntry(sequence & 0xFFFF, 0);
        bob.client.sendRtcp(rtcp.array(), rtcp.length());
    }

    @Test
    void thePublisherIsAskedForWhatWasLost() {
        say("one");
        voice.lose();
        say("three");
        hub.awaitReceived(track, 2);
        var nack = alice.report(RtcpType.TRANSPORT_FEEDBACK);
        assertThat(nack.mediaSsrc()).isEqualTo(voice.ssrc);
        assertThat(nack.nackPacketId(0)).isEqualTo(101);
    }

    @Test
    void thePublisherIsToldHowItsPacketsArrive() {
        say("one");
        voice.lose();
        say("three");
        hub.awaitReceived(track, 2);
        var report = alice.report(RtcpType.RECEIVER_REPORT);
        var block = new ReportBlock();
        report.block(0, block);
        assertThat(block.ssrc).isEqualTo(voice.ssrc);
        assertThat(block.cumulativeLost).isEqualTo(1);
        assertThat(track.stats().lost()).isEqualTo(1);
    }

    @Test
    void senderReportsAreTranslatedIntoTheSubscribersStream() {
        var subscription = subscribe(bob, "bob", 111, -1);
        long spokenAt = voice.timestamp();
        say("one");
        long heardAt = bob.hear().timestamp();
        var info = new SenderInfo();
        info.ssrc = voice.ssrc;
        info.ntpTime = 3_900_000_000L << 32;
        info.rtpTime = spokenAt;
        var rtcp = new RtcpWriter(100);
        rtcp.senderReport(info).cname(voice.ssrc, "alice");
        alice.client.sendRtcp(rtcp.array(), rtcp.length());
        hub.awaitReceived(track, 1);
        say("two");
        bob.hear();

        var report = bob.report(RtcpType.SENDER_REPORT);
        assertThat(report.senderSsrc()).isEqualTo(subscription.ssrc());
        double elapsedByNtp = (report.ntpTime() - info.ntpTime) / (double) (1L << 32);
        double elapsedByRtp = (int) (report.rtpTime() - heardAt) / 48_000.0;
        assertThat(elapsedByNtp).isPositive().isCloseTo(elapsedByRtp, within(0.001));
    }

    @Test
    void theSubscribersReportTellsOfItsLink() {
        var subscription = subscribe(bob, "bob", 111, -1);
        say("one");
        bob.hear();
        var block = new ReportBlock();
        block.ssrc = subscription.ssrc();
        block.fractionLost = 64;
        block.jitter = 480;
        block.cumulativeLost = 5;
        var rtcp = new RtcpWriter(100);
        rtcp.receiverReport(1, new ReportBlock[] {block}, 1);
        bob.client.sendRtcp(rtcp.array(), rtcp.length());
        for (int i = 0; i < 1_000_000 && subscription.stats().lost() == 0; i++) {
            hub.settle();
        }
        assertThat(subscription.stats().lossPct()).isEqualTo(25);
        assertThat(subscription.stats().jitterMs()).isEqualTo(10);
        assertThat(subscription.stats().lost()).isEqualTo(5);
    }

    @Test
    void theStreamEndsWithAGoodbye() {
        var subscription = subscribe(bob, "bob", 111, -1);
        say("one");
        bob.hear();
        track.close();
        var bye = bob.report(RtcpType.BYE);
        assertThat(bye.byeSsrc(0)).isEqualTo(subscription.ssrc());
    }

    @Test
    void aPublisherThatStartsAnewContinuesTheSubscribersStream() {
        subscribe(bob, "bob", 111, -1);
        say("one");
        var before = bob.hear();
        var anew = new Voice(8, 30_000);
        track.update(anew.published(false));
        hub.settle();
        anew.say(alice.client, "again");
        var after = bob.hear();
        assertThat(after.text()).isEqualTo("again");
        assertThat(after.ssrc()).isEqualTo(before.ssrc());
        assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
        assertThat(after.timestamp() - before.timestamp()).isBetween(960L, 10L * 48_000);
    }

    @Test
    void aSubscriptionKeepsItsSsrc() {
        var subscription = subscribe(bob, "bob", 111, -1);
        assertThatThrownBy(() -> subscription.update(Voice.subscribed(hub.forwarder, 111, -1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loudnessFadesWhenNothingIsForwarded() {
        subscribe(bob, "bob", 111, -1);
        say("one");
        bob.hear();
        assertThat(track.loudness()).isPositive();
        for (int i = 0; i < 1_000_000 && track.loudness() > 0; i++) {
            hub.clock.advanceMs(10);
            hub.settle();
        }
        assertThat(track.loudness()).isZero();
    }
}
