package dev.tutti.wire.sealed;

import dev.tutti.wire.Envelope;
import java.nio.ByteBuffer;

/** Seals messages for one peer; one thread. */
public final class SealedSender {
    /** After so many datagrams it takes new keys. */
    static final long REKEY_AFTER = 1L << 24;

    /** The longest message that fits. */
    public static final int MAX_MESSAGE = SealedHeader.MAX_MESSAGE;

    /** What sealing adds to a message. */
    public static final int OVERHEAD = SealedHeader.OVERHEAD;

    private final long peerLink;
    private final byte[] bytes = new byte[Envelope.MAX_DATAGRAM];
    private final ByteBuffer packet = ByteBuffer.wrap(bytes);
    private SealedKeys keys;
    private long counter;
    private long rekeyAt = REKEY_AFTER;

    /** The peer's number for the link. */
    SealedSender(SealedSecret secret, long peerLink) {
        if (peerLink < 0 || peerLink > SealedHeader.MAX_LINK) {
            throw new IllegalArgumentException("a link number has 32 bits: " + peerLink);
        }
        keys = new SealedKeys(secret);
        this.peerLink = peerLink;
    }

    /**
     * Writes what remains of {@code message}, at most {@link #MAX_MESSAGE} bytes, as a datagram at the position of
     * {@code out}, and moves that behind it; the message's position stays.
     */
    public void seal(ByteBuffer message, ByteBuffer out) {
        int length = message.remaining();
        if (length > MAX_MESSAGE) {
            throw new IllegalArgumentException("a message of " + length + " bytes does not fit into a datagram");
        }
        if (counter == rekeyAt) {
            rekey();
        }
        packet.put(SealedHeader.AT_MAGIC, (byte) SealedHeader.MAGIC)
                .put(SealedHeader.AT_VERSION, (byte) SealedHeader.VERSION)
                .putShort(SealedHeader.AT_KEY_EPOCH, (short) keys.epoch())
                .putInt(SealedHeader.AT_LINK, (int) peerLink)
                .putLong(SealedHeader.AT_COUNTER, counter);
        message.get(message.position(), bytes, SealedHeader.LENGTH, length);
        int end = SealedHeader.LENGTH + length;
        keys.seal(counter, bytes, end);
        counter++;
        out.put(bytes, 0, end + PacketCipher.TAG);
    }

    /** New keys from the next datagram on; the counter goes on. The connection must be made anew before they run out. */
    public void rekey() {
        if (keys.epoch() == SealedHeader.MAX_KEY_EPOCH) {
            throw new IllegalStateException("this connection has used up its keys");
        }
        keys = keys.next();
        rekeyAt = counter + REKEY_AFTER;
    }
}
