package dev.tutti.cluster.discovery;

import dev.tutti.wire.Rank;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of peer announces itself, as requirement 003 names them; a hub is a controller to those who know no hubs. */
public enum PeerType {
    HUB(0, Rank.HUB),
    CONTROLLER(1, Rank.CONTROLLER),
    DISPLAY(2, Rank.DISPLAY);

    private final int code;
    private final int nodeClass;

    PeerType(int code, int nodeClass) {
        this.code = code;
        this.nodeClass = nodeClass;
    }

    /** As it counts in a node's rank. */
    public int nodeClass() {
        return nodeClass;
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

    public static Optional<PeerType> read(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
