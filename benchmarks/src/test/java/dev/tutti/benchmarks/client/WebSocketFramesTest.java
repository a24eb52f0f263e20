package dev.tutti.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class WebSocketFramesTest {
    /** What a server would send: the same frame without the mask. */
    private static ByteBuffer serverFrame(int opcode, byte[] payload) {
        var masked = WebSocketFrames.encode(opcode, payload);
        int headerLength = masked.remaining() - payload.length - Integer.BYTES;
        var frame = ByteBuffer.allocate(headerLength + payload.length);
        for (int i = 0; i < headerLength; i++) {
            byte value = masked.get(i);
            frame.put(i == 1 ? (byte) (value & 0x7F) : value);
        }
        return frame.put(payload).flip();
    }

    @Test
    void everyLengthFormIsReadBack() {
        for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536}) {
            var frame = Objects.requireNonNull(
                    WebSocketFrames.decode(serverFrame(WebSocketFrames.BINARY, new byte[length])));
            assertThat(frame.payload()).hasSize(length);
            assertThat(frame.last()).isTrue();
        }
    }

    @Test
    void incompleteFrameIsLeftUntouched() {
        var whole = serverFrame(WebSocketFrames.TEXT, new byte[200]);
        for (int length = 0; length < whole.limit(); length++) {
            var part = whole.duplicate().limit(length);
            assertThat(WebSocketFrames.decode(part)).isNull();
            assertThat(part.position()).isZero();
        }
    }

    @Test
    void frameThatClaimsTooMuchIsRefused() {
        var frame = ByteBuffer.allocate(10)
                .put((byte) 0x82)
                .put((byte) 127)
                .putLong(Long.MAX_VALUE)
                .flip();
        assertThatThrownBy(() -> WebSocketFrames.decode(frame)).isInstanceOf(IllegalStateException.class);
    }
}
