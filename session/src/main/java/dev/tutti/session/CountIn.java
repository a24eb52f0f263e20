package dev.tutti.session;

import java.util.Optional;

/** How the bars before the first one are counted. */
public enum CountIn {
    CLICK("click"),
    VOICE("voice");

    private final String wireName;

    CountIn(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<CountIn> of(String wireName) {
        for (CountIn countIn : values()) {
            if (countIn.wireName.equals(wireName)) {
                return Optional.of(countIn);
            }
        }
        return Optional.empty();
    }
}
