package dev.tutti.cluster.discovery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of peer announces itself, as requirement 003 names them; a hub is a controller to those who know no hubs. */
public enum PeerType {
    HUB(0),
    CONTROLLER(1),
    DISPLAY(2);

    private final int code;

    PeerType(int code) {
        this.code = code;
    }

    /** On the wire. */
    int code() {
        return code;
    }

    static Optional<PeerType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PeerType> read(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
