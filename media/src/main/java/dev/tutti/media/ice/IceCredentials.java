package dev.tutti.media.ice;

import dev.tutti.foundation.Entropy;

/** The user fragment and password of one side of an ICE session (RFC 8445 section 5.3). */
public record IceCredentials(String ufrag, String pwd) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int UFRAG_LENGTH = 16;
    private static final int PWD_LENGTH = 32;
    private static final int MAX_LENGTH = 256;

    public IceCredentials {
        if (ufrag.length() < 4 || ufrag.length() > MAX_LENGTH || pwd.length() < 22 || pwd.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("ICE user fragment or password has a length that RFC 8839 forbids");
        }
    }

    /** Fresh credentials of our own: 96 bits of user fragment, 192 bits of password. */
    public static IceCredentials generate(Entropy entropy) {
        return new IceCredentials(iceChars(entropy, UFRAG_LENGTH), iceChars(entropy, PWD_LENGTH));
    }

    private static String iceChars(Entropy entropy, int count) {
        var text = new StringBuilder(count);
        for (byte b : entropy.bytes(count)) {
            text.append(ALPHABET.charAt(b & 63));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + ", pwd=hidden]";
    }
}
