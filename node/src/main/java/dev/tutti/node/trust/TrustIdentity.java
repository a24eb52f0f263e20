package dev.tutti.node.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The authority's certificate as people compare it: SHA-256 fingerprint, and four words drawn from that. */
public record TrustIdentity(String fingerprint, List<String> words) {
    private static final int WORDS = 4;

    public static TrustIdentity of(X509Certificate authority) throws GeneralSecurityException {
        byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(authority.getEncoded());
        return new TrustIdentity(HexFormat.ofDelimiter(":").withUpperCase().formatHex(fingerprint), words(fingerprint));
    }

    /** 4 × 9 bits of a hash of the fingerprint: equal words mean equal certificates to somebody who looks. */
    static List<String> words(byte[] fingerprint) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update("tutti trust words".getBytes(StandardCharsets.US_ASCII));
        byte[] hash = digest.digest(fingerprint);
        var words = new ArrayList<String>();
        for (int i = 0; i < WORDS; i++) {
            int number = ((hash[2 * i] & 0xff) << 8) | (hash[2 * i + 1] & 0xff);
            words.add(TrustWordList.WORDS.get(number % TrustWordList.WORDS.size()));
        }
        return words;
    }
}
