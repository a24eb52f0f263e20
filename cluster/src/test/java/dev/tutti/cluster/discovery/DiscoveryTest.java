package dev.tutti.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is read of strangers, what is remembered of it, and for how long. */
class DiscoveryTest {
    private static final NodeId SELF = NodeId.of(Entropy.seeded(1).bytes(32));
    private final AtomicLong now = new AtomicLong();
    private final List<Sighting> told = new ArrayList<>();
    private final SightingBook book = new SightingBook(SELF, now::get, told::add);

    @Test
    void anAnnouncementSurvivesTheTxtRecordAndTheProbe() {
        var says = announcement(7, "Bühne links");

        assertThat(TxtRecord.decode(txt(says.txt())).flatMap(txt -> Announcement.read(txt, 7883)))
                .hasValue(says);
        assertThat(ProbeCodec.readAnswer(ProbeCodec.answer(5, says))).hasValue(new ProbeCodec.Answer(5, says));
    }

    @Test
    void requirement003FindsItsThreeEntries() {
        assertThat(announcement(7, "Booth").foreignTxt())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "leader-id", node(7).value(),
                        "priority", "30",
                        "peer-type", "controller"));
    }

    @Test
    void theLongestAnswerIsNoLongerThanTheQuestion() {
        var longest = new Announcement(
                node(7), "\u20ac".repeat(60), 65_535, 65_535, PeerType.DISPLAY, 255, node(8), "v".repeat(40));

        assertThat(ProbeCodec.answer(1, longest).remaining()).isLessThanOrEqualTo(ProbeCodec.QUESTION_BYTES);
        assertThat(ProbeCodec.question(1).remaining()).isEqualTo(ProbeCodec.QUESTION_BYTES);
        assertThat(ProbeCodec.readAnswer(ProbeCodec.answer(1, longest))).hasValue(new ProbeCodec.Answer(1, longest));
    }

    @Test
    void aShortQuestionIsNotAnswered() {
        var question = ProbeCodec.question(4);

        assertThat(ProbeCodec.readQuestion(question)).hasValue(4L);
        assertThat(ProbeCodec.readQuestion(question.slice(0, 255))).isEmpty();
    }

    @Test
    void recordsThatLieAboutTheirLengthsAreRefused() {
        assertThat(TxtRecord.decode(new byte[] {5, 'a', '=', 'b'})).isEmpty();
        assertThat(TxtRecord.decode(new byte[TxtRecord.MAX_BYTES + 1])).isEmpty();
        assertThat(TxtRecord.decode(new byte[] {3, 'A', '=', 'b', 3, 'a', '=', 'c'}))
                .hasValue(Map.of("a", "b"));
        assertThat(TxtRecord.decode(new byte[] {3, 'a', '=', (byte) 0xFF})).hasValue(Map.of());
    }

    @Test
    void sightingsRunOutUnlessTheyAreRenewed() {
        book.seen(sighting(2, "10.0.0.2"));
        book.seen(sighting(3, "10.0.0.3"));
        now.addAndGet(SightingBook.LIFE.toNanos());
        book.seen(sighting(3, "10.0.0.3"));
        now.addAndGet(1);

        assertThat(book.fresh())
                .singleElement()
                .satisfies(aged ->
                        assertThat(aged.sighting().announcement().node()).isEqualTo(node(3)));
    }

    @Test
    void thisNodeIsNotAnother() {
        book.seen(sighting(1, "10.0.0.1"));

        assertThat(book.fresh()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aFloodOfInventedNodesStaysWithinItsBounds() {
        for (int i = 2; i < 2_000; i++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            book.seen(sighting(i, "10.0.0.9"));
        }
        assertThat(book.fresh()).hasSize(SightingBook.MAX_SIGHTINGS);
        assertThat(book.drivenOut()).isEqualTo(1_998 - SightingBook.MAX_SIGHTINGS);

        for (int i = 0; i < 100; i++) {
            book.seen(sighting(1_999, "10.0.1." + i));
        }
        assertThat(book.fresh().stream()
                        .filter(aged -> aged.sighting().announcement().node().equals(node(1_999))))
                .as("addresses of one node")
                .hasSize(8);
    }

    @Test
    void onlyAnAnswerToAQuestionOfOursCounts() {
        var sent = new ArrayList<ByteBuffer>();
        var desk = new ProbeDesk(
                () -> announcement(1, "me"), book, (datagram, _) -> sent.add(datagram), now::get, Entropy.seeded(1));
        var there = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 7883);
        var nat = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 40_000);

        desk.received(ProbeCodec.answer(77, announcement(2, "forged")), there);
        assertThat(book.fresh()).isEmpty();
        assertThat(desk.refusedCount()).isEqualTo(1);

        desk.ask(7883, List.of(there));
        long nonce = ProbeCodec.readQuestion(sent.getLast()).orElseThrow();
        desk.received(ProbeCodec.answer(nonce, announcement(2, "true")), nat);

        assertThat(book.fresh())
                .singleElement()
                .satisfies(aged -> assertThat(aged.sighting().address()).isEqualTo(there));
    }

    @Test
    void questionsOfOneAddressAreAnsweredOnlySoOften() {
        var sent = new ArrayList<ByteBuffer>();
        var desk = new ProbeDesk(
                () -> announcement(1, "me"), book, (datagram, _) -> sent.add(datagram), now::get, Entropy.seeded(1));
        var from = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 9_999);

        for (int i = 0; i < 500; i++) {
            desk.received(ProbeCodec.question(i), from);
        }
        assertThat(sent).hasSize(60);
        assertThat(desk.refusedCount()).isEqualTo(440);

        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        desk.received(ProbeCodec.question(1), from);
        assertThat(sent).hasSize(61);
    }

    private static Sighting sighting(long seed, String host) {
        return new Sighting(
                announcement(seed, "n"),
                new InetSocketAddress(InetAddress.ofLiteral(host), 7883),
                Sighting.Via.MDNS,
                "eth0");
    }

    private static Announcement announcement(long seed, String name) {
        return new Announcement(node(seed), name, 7883, 8443, PeerType.HUB, 30, node(seed), "0.1.0");
    }

    private static NodeId node(long seed) {
        return NodeId.of(Entropy.seeded(seed).bytes(32));
    }

    private static byte[] txt(Map<String, String> pairs) {
        var out = new ByteArrayOutputStream();
        pairs.forEach((key, value) -> {
            byte[] pair = (key + "=" + value).getBytes(StandardCharsets.UTF_8);
            out.write(pair.length);
            out.writeBytes(pair);
        });
        return out.toByteArray();
    }
}
