package dev.tutti.wire.v1;

import dev.tutti.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a v1 connection's bytes into messages; one thread. Memory grows with what has come, not with what was announced.
 */
public final class V1Decoder {
    private static final int FIRST_CAPACITY = 2_048;

    private byte[] payload = new byte[FIRST_CAPACITY];
    private int lengthBytes;
    private int length;
    private int filled;
    private boolean broken;

    /**
     * The next message, or null when more bytes are needed or the peer is broken. Takes bytes from the buffer's position
     * on, big-endian; call it until it says null.
     */
    public @Nullable V1Message next(ByteBuffer in) {
        while (!broken && in.hasRemaining()) {
            if (lengthBytes < V1Frame.LENGTH_BYTES) {
                takeLength(in.get());
            } else if (takePayload(in)) {
                V1Message message = message();
                lengthBytes = 0;
                length = 0;
                filled = 0;
                return message;
            }
        }
        return null;
    }

    /** The framing cannot be believed any more: close the connection. */
    public boolean isBroken() {
        return broken;
    }

    private void takeLength(byte next) {
        length = (length << 8) | (next & 0xFF);
        lengthBytes++;
        broken = lengthBytes == V1Frame.LENGTH_BYTES && (length < 1 || length > V1Frame.MAX_PAYLOAD);
    }

    private boolean takePayload(ByteBuffer in) {
        int taken = Math.min(in.remaining(), length - filled);
        if (filled + taken > payload.length) {
            int capacity = Math.min(V1Frame.MAX_PAYLOAD, Math.max(filled + taken, 2 * payload.length));
            payload = Arrays.copyOf(payload, capacity);
        }
        in.get(payload, filled, taken);
        filled += taken;
        return filled == length;
    }

    /** An odd byte at the end of voice is no sample; bytes that are no UTF-8 read as the sign for that. */
    private V1Message message() {
        if (payload[0] == V1Frame.AUDIO) {
            return new V1Message.Audio(Octets.of(Arrays.copyOfRange(payload, 1, 1 + (length - 1) / 2 * 2)));
        }
        return V1Frame.text(new String(payload, 0, length, StandardCharsets.UTF_8));
    }
}
