package dev.tutti.cluster.discovery;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whatever a stranger announces is read or refused, and nothing of it is unfit for a screen. */
class DiscoveryFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void probe(FuzzedDataProvider data) {
        var datagram = ByteBuffer.wrap(data.consumeRemainingAsBytes());
        ProbeCodec.isProbe(datagram);
        ProbeCodec.readQuestion(datagram);
        ProbeCodec.readAnswer(datagram).ifPresent(answer -> {
            check(answer.announcement());
            var again = ProbeCodec.readAnswer(ProbeCodec.answer(answer.nonce(), answer.announcement()));
            if (!again.equals(Optional.of(answer))) {
                throw new AssertionError("it is another one after writing: " + answer);
            }
        });
    }

    @FuzzTest(maxDuration = "5m")
    void txtRecord(FuzzedDataProvider data) {
        int port = data.consumeInt(-1, 70_000);
        TxtRecord.decode(data.consumeRemainingAsBytes())
                .flatMap(txt -> Announcement.read(txt, port))
                .ifPresent(DiscoveryFuzzTest::check);
    }

    private static void check(Announcement says) {
        boolean fit = says.name().codePoints().noneMatch(Character::isISOControl)
                && says.version().codePoints().noneMatch(Character::isISOControl)
                && says.nodePort() > 0
                && says.instance().getBytes(StandardCharsets.UTF_8).length <= 63;
        if (!fit) {
            throw new AssertionError("unfit: " + says);
        }
    }
}
