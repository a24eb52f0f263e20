package dev.tutti.foundation;

import java.util.Base64;
import java.util.Optional;

/** Base64 for URLs and tokens, without padding. */
public final class Base64Url {
    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes, or nothing when a stranger sent something else or more than the limit. */
    public static Optional<byte[]> decode(String text, int maxBytes) {
        if (text.length() > (maxBytes + 2) / 3 * 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
