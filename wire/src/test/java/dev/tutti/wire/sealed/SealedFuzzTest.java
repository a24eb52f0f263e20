package dev.tutti.wire.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Nothing that a stranger sends is opened. */
class SealedFuzzTest {
    private final SealedReceiver receiver =
            SealedLink.of(new byte[32], true, 1, 2).receiver();

    @FuzzTest(maxDuration = "60s")
    void whateverAStrangerSendsStaysShut(byte[] data) {
        var out = ByteBuffer.allocate(1_200);
        SealedReceiver.linkOf(ByteBuffer.wrap(data));
        if (receiver.open(ByteBuffer.wrap(data), out) == SealedVerdict.OPENED || out.position() != 0) {
            throw new AssertionError("A datagram without the keys was opened");
        }
    }
}
