package dev.tutti.cluster.shared;

import dev.tutti.foundation.Entropy;
import java.util.HexFormat;
import java.util.Optional;

/** Names a cluster: 32 hexadecimal digits, drawn by the node that made it. */
public record ClusterId(String value) {
    public static final int BYTES = 16;

    public ClusterId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a cluster id has " + 2 * BYTES + " small hexadecimal digits");
        }
    }

    public static ClusterId draw(Entropy entropy) {
        return of(entropy.bytes(BYTES));
    }

    public static ClusterId of(byte[] bytes) {
        return new ClusterId(HexFormat.of().formatHex(bytes));
    }

    public static Optional<ClusterId> read(String text) {
        return isValid(text) ? Optional.of(new ClusterId(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
