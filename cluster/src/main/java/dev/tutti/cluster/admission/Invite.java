package dev.tutti.cluster.admission;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An invite for one node, as the inviting side keeps it until it ends. Its code never crosses the network: both sides prove that they
 * know it, by a MAC over a secret that only their own TLS connection has, so whoever stands in between learns nothing
 * that lets him in, and cannot pass for the inviting side either.
 *
 * @param key made from the code; whoever has it can use the invite
 * @param usedBy who came in by it: it lets nobody else in, and proves us to that node should it have to come again
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its key's content below
public record Invite(byte[] key, long expiresAtMs, Optional<NodeId> usedBy) {
    public static final int KEY_BYTES = 32;

    /** Which end of the connection proves: a proof of one is none of the other. */
    public enum Side {
        JOINING,
        INVITING
    }

    public Invite {
        key = key.clone();
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("an invite's key has " + KEY_BYTES + " bytes");
        }
    }

    public static byte[] keyOf(InviteCode code) {
        return mac(code.value().getBytes(StandardCharsets.US_ASCII), "tutti node invite", new byte[0]);
    }

    /** What that side shows on the connection of that exporter secret (RFC 8446, 7.5). */
    public static byte[] proof(byte[] key, Side side, byte[] exporter) {
        return mac(key, "tutti node invite " + side, exporter);
    }

    static Invite open(InviteCode code, long expiresAtMs) {
        return new Invite(keyOf(code), expiresAtMs, Optional.empty());
    }

    Invite used(NodeId by) {
        return new Invite(key, expiresAtMs, Optional.of(by));
    }

    boolean isProvenBy(byte[] proof, byte[] exporter) {
        return MessageDigest.isEqual(proof(key, Side.JOINING, exporter), proof);
    }

    boolean isExpired(long nowMs) {
        return nowMs >= expiresAtMs;
    }

    private static byte[] mac(byte[] key, String label, byte[] data) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(label.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Invite invite
                && expiresAtMs == invite.expiresAtMs
                && usedBy.equals(invite.usedBy)
                && MessageDigest.isEqual(key, invite.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "Invite[until " + expiresAtMs + "]";
    }
}
