package dev.tutti.cluster.shared;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * With what a node serves clients.
 *
 * @param authorityKey the certificate authority's private key, PKCS #8
 * @param authorityCertificate DER
 * @param tokenKeyId names the secret that signs access tokens; the others still verify
 * @param tokenSecrets by key id
 * @param apiKeys LiveKit API keys and their secrets
 * @param operatorToken for the measurements; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Credentials(
        byte[] authorityKey,
        byte[] authorityCertificate,
        String tokenKeyId,
        Map<String, byte[]> tokenSecrets,
        Map<String, String> apiKeys,
        String operatorToken) {
    static final int MAX_KEY_BYTES = 1024;
    static final int MAX_CERTIFICATE_BYTES = 4096;
    static final int MAX_TOKEN_SECRETS = 8;
    static final int MAX_SECRET_BYTES = 256;
    public static final int MAX_API_KEYS = 32;
    static final int MAX_TEXT_LENGTH = 256;

    private static final int MIN_SECRET_BYTES = 32;

    public Credentials {
        authorityKey = authorityKey.clone();
        authorityCertificate = authorityCertificate.clone();
        var secrets = new HashMap<String, byte[]>();
        tokenSecrets.forEach((id, secret) -> secrets.put(id, secret.clone()));
        tokenSecrets = Map.copyOf(secrets);
        apiKeys = Map.copyOf(apiKeys);
        require(authorityKey.length <= MAX_KEY_BYTES, "the authority's key is too large");
        require(authorityCertificate.length <= MAX_CERTIFICATE_BYTES, "the authority's certificate is too large");
        require(tokenSecrets.containsKey(tokenKeyId), "there is no token secret of that id");
        require(tokenSecrets.size() <= MAX_TOKEN_SECRETS, "too many token secrets");
        require(apiKeys.size() <= MAX_API_KEYS, "too many API keys");
        require(operatorToken.length() <= MAX_TEXT_LENGTH, "the operator's token is too long");
        for (var secret : tokenSecrets.entrySet()) {
            int length = secret.getValue().length;
            require(secret.getKey().length() <= MAX_TEXT_LENGTH, "a token secret's id is too long");
            require(length >= MIN_SECRET_BYTES && length <= MAX_SECRET_BYTES, "a token secret of a wrong length");
        }
        for (var key : apiKeys.entrySet()) {
            boolean fits =
                    key.getKey().length() <= MAX_TEXT_LENGTH && key.getValue().length() <= MAX_TEXT_LENGTH;
            require(fits, "an API key is too long");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials that
                && Arrays.equals(authorityKey, that.authorityKey)
                && Arrays.equals(authorityCertificate, that.authorityCertificate)
                && tokenKeyId.equals(that.tokenKeyId)
                && sameSecrets(tokenSecrets, that.tokenSecrets)
                && apiKeys.equals(that.apiKeys)
                && operatorToken.equals(that.operatorToken);
    }

    private static boolean sameSecrets(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), other.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(authorityCertificate), tokenKeyId, apiKeys.keySet());
    }

    /** Without any secret. */
    @Override
    public String toString() {
        return "Credentials[tokens %s, API keys %s]"
                .formatted(new TreeMap<>(tokenSecrets).keySet(), new TreeMap<>(apiKeys).keySet());
    }
}
