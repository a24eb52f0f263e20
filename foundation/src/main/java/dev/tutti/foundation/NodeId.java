package dev.tutti.foundation;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Names a node for ever: SHA-256 of its Ed25519 public key, written as 64 small hexadecimal digits. */
public record NodeId(String value) implements Comparable<NodeId> {
    public static final int BYTES = 32;
    private static final int DIGITS = 2 * BYTES;
    private static final int SHOWN_DIGITS = 12;

    public NodeId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a node id has " + DIGITS + " small hexadecimal digits");
        }
    }

    public static NodeId of(byte[] hash) {
        return new NodeId(HexFormat.of().formatHex(hash));
    }

    /** What a stranger sent or somebody typed; empty when it is no node id. */
    public static Optional<NodeId> read(String text) {
        return isValid(text) ? Optional.of(new NodeId(text)) : Optional.empty();
    }

    public static boolean isValid(String value) {
        return value.length() == DIGITS
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(value);
    }

    /** The first eight bytes: what stands in epochs and fences, compared unsigned. */
    public long tag() {
        return ByteBuffer.wrap(bytes()).getLong();
    }

    /** Enough of it to tell nodes apart on a screen and in a log; never to decide. */
    public String shown() {
        return value.substring(0, SHOWN_DIGITS);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
