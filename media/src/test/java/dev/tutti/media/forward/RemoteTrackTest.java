package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tutti.media.Listener;
import dev.tutti.media.RemoteGate;
import dev.tutti.media.Verdict;
import dev.tutti.media.VoicePacket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Voice of another node on its way to subscribers here, and voice from here on its way out. */
class RemoteTrackTest {
    private static final long VOICE = 0x7A1CL;
    private static final int ROUNDS = 20_000;
    /** Compiling and the loop's other work cost a little; the smallest object a packet would be sixteen times this. */
    private static final long ONCE_BYTES = ROUNDS;

    private final VoicePacket packet = new VoicePacket();
    private Hub hub;
    private Hub.Peer bob;
    private RemotePublisher track;

    @BeforeEach
    void start() throws IOException {
        hub = new Hub();
        bob = hub.join();
        track = hub.forwarder.publishRemote(VOICE, RemoteGate.OPEN);
        hub.forwarder.subscribe(
                track, bob.transport, Voice.subscribed(hub.forwarder, 96, 97), new Listener.Named("room", "bob"));
        hub.settle();
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private void arrives(long sequence, String text, boolean first) {
        packet.of(VOICE, 0).media(sequence, sequence * 960, 20).marked(first, false, false);
        fill(text);
        assertThat(hub.forwarder.remote().put(packet)).isTrue();
    }

    private void fill(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, packet.payload(), 0, bytes.length);
        packet.length(bytes.length);
    }

    @Test
    void isRewrittenIntoTheSubscribersOwnStream() {
        arrives(4_000_000_000L, "one", true);
        var one = bob.hear();
        assertThat(one.payloadType()).isEqualTo(96);
        assertThat(one.marker()).isTrue();
        assertThat(one.text()).isEqualTo("one");
        arrives(4_000_000_001L, "two", false);
        var two = bob.hear();
        assertThat(two.sequence()).isEqualTo(one.sequence() + 1);
        assertThat(two.timestamp()).isEqualTo(one.timestamp() + 960);
        assertThat(two.ssrc()).isEqualTo(one.ssrc());
    }

    @Test
    void goesOnWhereItsNumbersWrap() {
        arrives(0xFFFF_FFFFL, "last", true);
        int before = bob.hear().sequence();
        arrives(0, "first", false);
        assertThat(bob.hear().sequence()).isEqualTo(before + 1);
    }

    @Test
    void lossBetweenNodesStaysAGapThatTheListenerCanHide() {
        arrives(10, "one", true);
        int before = bob.hear().sequence();
        arrives(12, "three", false);
        assertThat(bob.hear().sequence()).isEqualTo(before + 2);
        // Overtaken, and still in time for a jitter buffer.
        arrives(11, "two", false);
        assertThat(bob.hear().sequence()).isEqualTo(before + 1);
    }

    @Test
    void anotherTalkSpurtFollowsWithoutAGap() {
        arrives(10, "one", true);
        int before = bob.hear().sequence();
        // The numbers in between were of packets nobody was meant to hear.
        arrives(400, "two", true);
        assertThat(bob.hear().sequence()).isEqualTo(before + 1);
    }

    @Test
    void redundancyPassesToThoseWhoNegotiatedIt() {
        var red = new StringBuilder();
        red.append((char) (0x80 | 111))
                .append((char) (960 >> 6))
                .append((char) 0)
                .append((char) 3);
        red.append((char) 111).append("old").append("new");
        packet.of(VOICE, 0).media(1, 960, 20).marked(true, false, true);
        fill(red.toString());
        hub.forwarder.remote().put(packet);
        var heard = bob.hear();
        assertThat(heard.payloadType()).isEqualTo(97);
        assertThat(heard.text()).endsWith("oldnew");
        assertThat((int) heard.text().charAt(4)).isEqualTo(96);
    }

    @Test
    void redundancyThatIsBrokenIsNotForwarded() {
        packet.of(VOICE, 0).media(1, 960, 20).marked(true, false, true);
        fill("\u00ff\u00ff");
        hub.forwarder.remote().put(packet);
        arrives(2, "whole", false);
        assertThat(bob.hear().text()).isEqualTo("whole");
    }

    @Test
    void whenNothingComesAnyMoreTheListenerGetsSilence() {
        arrives(1, "last word", true);
        assertThat(bob.hear().text()).isEqualTo("last word");
        Hub.Heard silence = null;
        for (int i = 0; i < 1000 && silence == null; i++) {
            hub.clock.advanceMs(20);
            hub.settle();
            silence = bob.heardWithin(5) ? bob.hearAny() : null;
        }
        assertThat(silence).isNotNull();
        assertThat(silence.silent()).isTrue();
    }

    @Test
    void voiceOfATrackThatNobodyAnnouncedIsCountedAndDropped() {
        packet.of(VOICE + 1, 0).media(1, 960, 20).marked(true, false, false);
        fill("stray");
        hub.forwarder.remote().put(packet);
        arrives(1, "known", true);
        assertThat(bob.hear().text()).isEqualTo("known");
        assertThat(hub.forwarder.remote().strays()).isEqualTo(1);
    }

    @Test
    void nothingIsHeardAfterItsEnd() {
        arrives(1, "one", true);
        bob.hear();
        track.close();
        hub.settle();
        arrives(2, "two", false);
        // The ring is read behind the mailbox: after so many questions a whole turn has passed.
        for (int question = 0; question < 1000 && hub.forwarder.remote().strays() == 0; question++) {
            hub.settle();
        }
        assertThat(hub.forwarder.remote().strays()).isEqualTo(1);
    }

    @Test
    void whatTheLoopCannotTakeIsCountedAndDropped() {
        int refused = hub.onLoop(() -> {
            // The loop is busy here, as it may be with others.
            int count = 0;
            for (int i = 0; i < RemoteVoices.SLOTS + 5; i++) {
                count += hub.forwarder.remote().put(packet) ? 0 : 1;
            }
            return count;
        });
        assertThat(refused).isEqualTo(5);
        assertThat(hub.forwarder.remote().overflows()).isEqualTo(5);
    }

    @Test
    void forwardingVoiceOfAnotherNodeAllocatesNothing() throws IOException {
        // Up to the encryption, whose native calls wrap the arrays they are given.
        var unheard = hub.stranger();
        var listener = new Listener.Named("room", "carol");
        var again = hub.forwarder.publishRemote(VOICE, RemoteGate.OPEN);
        hub.forwarder.subscribe(again, unheard.transport, Voice.subscribed(hub.forwarder, 96, 97), listener);
        hub.settle();
        fill("an opus packet of some sixty bytes, as it comes each 20 ms.....");
        assertThat(hub.onLoop(() -> forward(0))).isNotNegative();
        long allocated = hub.onLoop(() -> forward(ROUNDS));
        assertThat(allocated).as("bytes for %d packets", ROUNDS).isLessThan(ONCE_BYTES);
    }

    /** On the loop: through the ring, the track and the rewriting; the bytes it allocated. */
    private long forward(int from) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            packet.of(VOICE, 0).media(from + i, (from + i) * 960L, 20).marked(false, false, false);
            hub.forwarder.remote().put(packet);
            hub.forwarder.remote().turn(hub.loop.nowNs());
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void voiceThatLeavesAllocatesNothing() {
        List<Long> left = new ArrayList<>(List.of(0L));
        var gate = new SwitchGate();
        gate.verdict = Verdict.FORWARD;
        var voice = new Voice(7, 1);
        var leaving = hub.forwarder.publish(bob.transport, voice.published(false), gate, out -> {
            if (out.length() == 0) {
                left.add(out.sequence());
            }
        });
        hub.settle();
        assertThat(hub.onLoop(() -> speak(leaving, voice))).isNotNegative();
        long allocated = hub.onLoop(() -> speak(leaving, voice));
        assertThat(allocated).as("bytes for %d packets", ROUNDS).isLessThan(ONCE_BYTES);
        assertThat(left).hasSize(1);
    }

    private long speak(TrackPublisher leaving, Voice voice) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int length = voice.next("an opus packet of some sixty bytes, as it comes each 20 ms.....");
        byte[] rtp = voice.bytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            int sequence = ((rtp[2] & 0xFF) << 8) | (rtp[3] & 0xFF);
            rtp[2] = (byte) ((sequence + 1) >> 8);
            rtp[3] = (byte) (sequence + 1);
            leaving.track().onRtp(rtp, 0, length, hub.loop.nowNs());
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
