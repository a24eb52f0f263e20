package dev.tutti.session;

import java.util.Optional;

/** Who opens the door. */
public enum Admission {
    /** A host lets each one in. */
    APPROVAL("approval"),
    /** Whoever brings a valid code is in. */
    OPEN("open");

    private final String wireName;

    Admission(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Admission> of(String wireName) {
        for (Admission value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
