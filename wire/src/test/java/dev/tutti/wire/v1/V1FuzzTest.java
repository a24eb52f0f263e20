package dev.tutti.wire.v1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever bytes come, they are messages or a broken peer, and every message can be said again. */
class V1FuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreMessagesOrABrokenPeer(byte[] data) {
        var decoder = new V1Decoder();
        var in = ByteBuffer.wrap(data);
        for (V1Message message = decoder.next(in); message != null; message = decoder.next(in)) {
            // A command is at most what it was; bytes that were no text may have become longer ones.
            if (data.length < V1Frame.MAX_PAYLOAD / 4) {
                V1Message again = new V1Decoder().next(V1Encoder.encode(message));
                check(message.equals(again) || message instanceof V1Message.Chat);
            }
        }
        check(decoder.isBroken() || !in.hasRemaining());
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("A message changed, or bytes were left over");
        }
    }
}
