package dev.tutti.session;

import java.util.Optional;

/** Who is next in line. */
public enum FloorOrder {
    /** Who asked first. */
    FIFO("fifo"),
    /** Higher priority first, then who asked first; higher priority also cuts in. */
    PRIORITY("priority");

    private final String wireName;

    FloorOrder(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<FloorOrder> of(String wireName) {
        for (FloorOrder value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
