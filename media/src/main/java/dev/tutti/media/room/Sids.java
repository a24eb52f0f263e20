package dev.tutti.media.room;

import dev.tutti.foundation.Entropy;

/** Makes LiveKit's short ids: {@code RM_}, {@code PA_}, {@code TR_} and 12 random letters and digits. */
final class Sids {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 12;
    private final Entropy entropy;

    Sids(Entropy entropy) {
        this.entropy = entropy;
    }

    String room() {
        return make("RM_");
    }

    String participant() {
        return make("PA_");
    }

    String track() {
        return make("TR_");
    }

    /** 62 random bits, for the {@code o=} line of a description. */
    long sessionId() {
        long id = 0;
        for (byte b : entropy.bytes(Long.BYTES)) {
            id = id << 8 | (b & 0xFF);
        }
        return id >>> 2;
    }

    private String make(String prefix) {
        var sid = new StringBuilder(prefix);
        for (byte b : entropy.bytes(LENGTH)) {
            sid.append(ALPHABET.charAt((b & 0xFF) % ALPHABET.length()));
        }
        return sid.toString();
    }
}
