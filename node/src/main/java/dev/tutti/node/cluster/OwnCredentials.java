package dev.tutti.node.cluster;

import dev.tutti.cluster.shared.Credentials;
import dev.tutti.foundation.Sha256;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.trust.HubTrust;
import java.util.ArrayList;
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
    /** No API key is named so. */
    private static final String OPERATOR = "";

    /**
     * What the hub shares: what all nodes had before, and what its configuration gives. A client that knows one hub knows
     * the next one: the secrets of tokens stay when the part goes to another node.
     */
    Credentials shared(Optional<Credentials> before, OwnShare share) {
        var authority = trust.authority();
        var id = before.map(Credentials::tokenKeyId).orElseGet(() -> keyId(tokenSecret));
        var secrets = before.map(Credentials::tokenSecrets).orElseGet(() -> Map.of(id, tokenSecret));
        var given = share.given();
        var keys = new HashMap<String, String>();
        before.map(Credentials::apiKeys).orElse(Map.of()).forEach((key, secret) -> {
            if (!given.contains(OwnShare.of(key, secret))) {
                keys.put(key, secret);
            }
        });
        var now = new ArrayList<String>();
        config.liveKit().keys().forEach((key, secret) -> {
            if (keys.containsKey(key) || keys.size() < Credentials.MAX_API_KEYS) {
                keys.put(key, secret);
                now.add(OwnShare.of(key, secret));
            }
        });
        var operator = config.metrics().token();
        if (operator.isEmpty()) {
            operator = before.map(Credentials::operatorToken)
                    .filter(one -> !given.contains(OwnShare.of(OPERATOR, one)))
                    .orElse("");
        } else {
            now.add(OwnShare.of(OPERATOR, operator));
        }
        share.give(now);
        return new Credentials(authority.privateKey(), authority.certificate(), id, secrets, keys, operator);
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
