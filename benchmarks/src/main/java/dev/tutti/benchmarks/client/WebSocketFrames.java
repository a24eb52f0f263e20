package dev.tutti.benchmarks.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Client side framing of RFC 6455, section 5; a mask of zeros is a valid mask and costs nothing. */
final class WebSocketFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int MAX_FRAME = 4 << 20;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_HEADER = 14;

    private WebSocketFrames() {}

    /** One frame; its payload is the receiver's to keep. */
    static final class Frame {
        private final boolean last;
        private final int opcode;
        private final byte[] payload;

        Frame(boolean last, int opcode, byte[] payload) {
            this.last = last;
            this.opcode = opcode;
            this.payload = payload;
        }

        boolean last() {
            return last;
        }

        int opcode() {
            return opcode;
        }

        byte[] payload() {
            return payload;
        }
    }

    static ByteBuffer encode(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(MAX_HEADER + payload.length);
        frame.put((byte) (FIN | opcode));
        if (payload.length < LENGTH_16) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }

    /** Takes one whole frame off {@code in}, or returns null and leaves it untouched when more bytes are needed. */
    static @Nullable Frame decode(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 2) {
            return null;
        }
        int first = in.get() & 0xFF;
        long length = in.get() & 0x7F;
        int extra = length == LENGTH_16 ? Short.BYTES : length == LENGTH_64 ? Long.BYTES : 0;
        if (in.remaining() >= extra) {
            if (extra == Short.BYTES) {
                length = in.getShort() & 0xFFFF;
            } else if (extra == Long.BYTES) {
                length = in.getLong();
            }
            if (length < 0 || length > MAX_FRAME) {
                throw new IllegalStateException("A frame of " + length + " bytes");
            }
            if (in.remaining() >= length) {
                var payload = new byte[(int) length];
                in.get(payload);
                return new Frame((first & FIN) != 0, first & 0x0F, payload);
            }
        }
        in.position(start);
        return null;
    }
}
