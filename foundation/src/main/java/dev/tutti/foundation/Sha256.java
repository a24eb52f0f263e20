package dev.tutti.foundation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Hashes a list of fields; each goes in with its length, so no two different lists look alike. */
public final class Sha256 {
    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Sha256 text(String field) {
        return bytes(field.getBytes(StandardCharsets.UTF_8));
    }

    public Sha256 number(long field) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
        return this;
    }

    public Sha256 bytes(byte[] field) {
        number(field.length);
        digest.update(field);
        return this;
    }

    /** The whole hash; this object then starts again from nothing. */
    public byte[] hash() {
        return digest.digest();
    }

    /** The first bytes of the hash in hex, for ids. */
    public String hex(int bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(hash(), bytes));
    }
}
