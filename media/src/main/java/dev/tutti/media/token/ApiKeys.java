package dev.tutti.media.token;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API keys that may sign tokens, each with its secret. */
public final class ApiKeys {
    /** HS256 wants a secret no shorter than its hash (RFC 7518 section 3.2). */
    public static final int MIN_SECRET_BYTES = 32;

    private volatile Map<String, byte[]> secrets;

    /** Takes key → secret; throws IllegalArgumentException, naming the key, when a secret is too short. */
    public ApiKeys(Map<String, String> secretByKey) {
        secrets = checked(secretByKey);
    }

    /** These from now on; the same exception, and the old ones stay. */
    public void replace(Map<String, String> secretByKey) {
        secrets = checked(secretByKey);
    }

    private static Map<String, byte[]> checked(Map<String, String> secretByKey) {
        var secrets = new HashMap<String, byte[]>();
        secretByKey.forEach((key, secret) -> {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            if (key.isBlank() || bytes.length < MIN_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "The secret of API key \"" + key + "\" must have at least " + MIN_SECRET_BYTES + " characters");
            }
            secrets.put(key, bytes);
        });
        return Map.copyOf(secrets);
    }

    /** The secret of a key, or null when there is no such key. */
    byte @Nullable [] secret(String key) {
        return secrets.get(key);
    }

    public Set<String> names() {
        return Set.copyOf(secrets.keySet());
    }
}
