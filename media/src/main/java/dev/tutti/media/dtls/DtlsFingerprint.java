package dev.tutti.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** The hash of a DTLS certificate as SDP carries it (RFC 8122), for example {@code sha-256 AB:CD:…}. */
public record DtlsFingerprint(String algorithm, String hex) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public DtlsFingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        hex = hex.toUpperCase(Locale.ROOT);
        int bytes = switch (algorithm) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> throw new IllegalArgumentException("Fingerprint algorithm is not supported");
        };
        if (hex.length() != bytes * 3 - 1 || COLONS.parseHex(hex).length != bytes) {
            throw new IllegalArgumentException("Fingerprint does not have the length of its algorithm");
        }
    }

    /** Parses the value of {@code a=fingerprint:}; throws IllegalArgumentException on anything malformed or too weak. */
    public static DtlsFingerprint parse(String sdpValue) {
        String[] parts = sdpValue.strip().split(" +", 3);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Fingerprint must be an algorithm and a hash");
        }
        return new DtlsFingerprint(parts[0], parts[1]);
    }

    /** The SHA-256 fingerprint of a DER certificate. */
    public static DtlsFingerprint sha256(byte[] certificate) {
        return new DtlsFingerprint("sha-256", COLONS.formatHex(digest("sha-256", certificate)));
    }

    /** Whether this is the fingerprint of the DER certificate. */
    public boolean matches(byte[] certificate) {
        return Arrays.equals(COLONS.parseHex(hex), digest(algorithm, certificate));
    }

    /** The value of {@code a=fingerprint:}, without the attribute's name. */
    public String sdpValue() {
        return algorithm + ' ' + hex;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
