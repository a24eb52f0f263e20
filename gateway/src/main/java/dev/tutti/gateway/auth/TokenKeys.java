package dev.tutti.gateway.auth;

import java.util.Map;

/**
 * The hub's secrets for access tokens, at least 32 bytes each.
 *
 * @param currentId names the one that signs; the others still verify
 */
public record TokenKeys(String currentId, Map<String, byte[]> secrets) {
    public TokenKeys {
        secrets = Map.copyOf(secrets);
        if (!secrets.containsKey(currentId)) {
            throw new IllegalArgumentException("no token secret " + currentId);
        }
        secrets.forEach((id, secret) -> {
            if (secret.length < 32) {
                throw new IllegalArgumentException("the token secret " + id + " is shorter than 32 bytes");
            }
        });
    }

    @Override
    public String toString() {
        return "TokenKeys[" + currentId + " of " + secrets.size() + "]";
    }
}
