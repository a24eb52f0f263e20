package dev.tutti.session;

import java.util.Optional;

/** What happens to other voices while somebody with priority talks. */
public enum Ducking {
    /** Others are turned down by 6 dB. */
    DUCK("duck"),
    /** Others are silent. */
    FOCUS("focus"),
    /** Nothing. */
    OFF("off");

    private final String wireName;

    Ducking(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Ducking> of(String wireName) {
        for (Ducking value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
