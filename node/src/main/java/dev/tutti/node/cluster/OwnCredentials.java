package dev.tutti.node.cluster;

import dev.tutti.cluster.shared.Credentials;
import dev.tutti.foundation.Sha256;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.trust.HubTrust;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this node would serve with by itself, and how that goes together with what is shared.
 *
 * @param tokenSecret of this data folder, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OwnCredentials(HubTrust trust, byte[] tokenSecret, HubConfig config) {
    /** Tokens of earlier versions were signed under this id with the folder's own secret. */
    private static final String OWN_KEY_ID = "1";

    private static final int KEY_ID_BYTES = 4;

    /** What the hub shares: its own, and the token secrets that it shared before. */
    Credentials shared(Optional<Credentials> before) {
        var authority = trust.authority();
        var id = keyId(tokenSecret);
        Map<String, byte[]> secrets = new HashMap<>();
        before.filter(one -> one.tokenSecrets().containsKey(id)).ifPresent(one -> secrets.putAll(one.tokenSecrets()));
        secrets.put(id, tokenSecret);
        return new Credentials(
                authority.privateKey(),
                authority.certificate(),
                id,
                secrets,
                config.liveKit().keys(),
                config.metrics().token());
    }

    public HubTrust.Authority authority(Credentials credentials) {
        return new HubTrust.Authority(credentials.authorityKey(), credentials.authorityCertificate());
    }

    /** So that the secrets of two folders never share an id. */
    private static String keyId(byte[] secret) {
        return "k" + new Sha256().text("token key id").bytes(secret).hex(KEY_ID_BYTES);
    }

    /** Signs as all nodes do; what only this node signed, before it joined, is still taken. */
    public TokenKeys tokenKeys(Credentials credentials) {
        var secrets = new HashMap<>(credentials.tokenSecrets());
        secrets.putIfAbsent(OWN_KEY_ID, tokenSecret);
        secrets.putIfAbsent(keyId(tokenSecret), tokenSecret);
        return new TokenKeys(credentials.tokenKeyId(), secrets);
    }

    /** This node's configuration adds to what is shared. */
    public Map<String, String> apiKeys(Credentials credentials) {
        var keys = new HashMap<>(credentials.apiKeys());
        keys.putAll(config.liveKit().keys());
        return keys;
    }

    public String operatorToken(Credentials credentials) {
        var own = config.metrics().token();
        return own.isEmpty() ? credentials.operatorToken() : own;
    }
}
