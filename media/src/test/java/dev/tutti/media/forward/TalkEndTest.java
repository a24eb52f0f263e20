package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.Listener;
import dev.tutti.media.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber gets when a voice ends: silence in its place, and a stream that goes on without a seam. */
class TalkEndTest {
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

    private TrackSubscription subscribe(int opus, int red) {
        var spec = Voice.subscribed(hub.forwarder, opus, red);
        var subscription = hub.forwarder.subscribe(track, bob.transport, spec, new Listener.Named("room", "bob"));
        hub.settle();
        return subscription;
    }

    private void follows(Hub.Heard next, Hub.Heard before) {
        assertThat(next.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
        assertThat((int) (next.timestamp() - before.timestamp())).isGreaterThanOrEqualTo(960);
        assertThat(next.ssrc()).isEqualTo(before.ssrc());
    }

    /** Hears the silence that ends a talk spurt, as one stream with what came before; returns its last frame. */
    private Hub.Heard hearsItEnd(Hub.Heard lastVoice) {
        var before = lastVoice;
        for (int i = 0; i < TalkEnd.FRAMES; i++) {
            var silence = bob.hearAny();
            assertThat(silence.silent()).as("frame %d: %s", i, silence).isTrue();
            assertThat(silence.timestamp()).isEqualTo(before.timestamp() + 960 & 0xFFFF_FFFFL);
            follows(silence, before);
            before = silence;
        }
        return before;
    }

    @Test
    void whoIsCutOffWhileTalkingIsFollowedBySilence() {
        subscribe(96, 97);
        voice.say(alice.client, "one");
        var one = bob.hearAny();
        gate.verdict = Verdict.DROP;
        voice.say(alice.client, "secret");
        var silence = hearsItEnd(one);
        assertThat(silence.payloadType()).isEqualTo(96);
        assertThat(silence.marker()).isFalse();
    }

    @Test
    void whoStopsSendingAtItsReleaseIsFollowedBySilenceToo() {
        subscribe(96, 97);
        voice.sayRed(alice.client, "a", "b", "c");
        var one = bob.hearAny();
        assertThat(one.payloadType()).isEqualTo(97);
        gate.verdict = Verdict.DROP;
        assertThat(hearsItEnd(one).payloadType()).isEqualTo(96);
    }

    @Test
    void thereIsNoMoreSilenceThanThat() {
        subscribe(111, -1);
        voice.say(alice.client, "one");
        var one = bob.hearAny();
        gate.verdict = Verdict.DROP;
        var silence = hearsItEnd(one);
        for (int i = 0; i < 20; i++) {
            hub.clock.advanceMs(20);
            voice.say(alice.client, "secret");
        }
        hub.awaitReceived(track, 21);
        gate.verdict = Verdict.FORWARD;
        voice.say(alice.client, "two");
        var two = bob.hearAny();
        assertThat(two.text()).isEqualTo("two");
        assertThat(two.marker()).isTrue();
        follows(two, silence);
    }

    @Test
    void timeNeverStepsBackWhenSomebodyTalksOnAtOnce() {
        subscribe(111, -1);
        voice.say(alice.client, "one");
        var one = bob.hearAny();
        gate.verdict = Verdict.DROP;
        var silence = hearsItEnd(one);
        // The publisher's clock has hardly moved, its silence has taken three frames already.
        gate.verdict = Verdict.FORWARD;
        voice.say(alice.client, "two");
        var two = bob.hearAny();
        assertThat(two.text()).isEqualTo("two");
        follows(two, silence);
        voice.say(alice.client, "three");
        follows(bob.hearAny(), two);
    }

    @Test
    void whatIsHeldComesInPlaceOfTheSilence() {
        subscribe(111, -1);
        voice.say(alice.client, "one");
        var last = bob.hearAny();
        gate.heldSinceNs = hub.loop.nowNs();
        gate.verdict = Verdict.HOLD;
        for (int i = 0; i < 5; i++) {
            voice.say(alice.client, "held " + i);
        }
        hub.awaitReceived(track, 6);
        gate.verdict = Verdict.FORWARD;
        track.gateChanged();
        for (int i = 0; i < 5; ) {
            var heard = bob.hearAny();
            follows(heard, last);
            if (!heard.silent()) {
                assertThat(heard.text()).isEqualTo("held " + i++);
            }
            last = heard;
        }
    }

    @Test
    void whoLosesTheRightToListenHearsTheVoiceEnd() {
        subscribe(111, -1);
        voice.say(alice.client, "one");
        var one = bob.hearAny();
        gate.deafIdentity = "bob";
        voice.say(alice.client, "not for bob");
        hearsItEnd(one);
    }

    @Test
    void aTrackThatEndsWhileTalkingIsSilentBeforeItsGoodbye() {
        subscribe(111, -1);
        voice.say(alice.client, "one");
        var one = bob.hearAny();
        track.close();
        hearsItEnd(one);
    }

    @Test
    void whoHasNotTalkedIsNotFollowedBySilence() {
        subscribe(111, -1);
        gate.verdict = Verdict.DROP;
        for (int i = 0; i < 10; i++) {
            hub.clock.advanceMs(20);
            voice.say(alice.client, "secret");
        }
        hub.awaitReceived(track, 10);
        track.close();
        var other = new Voice(8, 500);
        var open = new SwitchGate();
        track = hub.forwarder.publish(alice.transport, other.published(true), open);
        subscribe(111, -1);
        other.say(alice.client, "somebody else");
        assertThat(bob.hearAny().text()).isEqualTo("somebody else");
    }
}
