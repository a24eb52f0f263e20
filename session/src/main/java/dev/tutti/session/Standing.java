package dev.tutti.session;

import java.util.Optional;

/** Where a participant stands. */
public enum Standing {
    /** Asked to come in; nobody has answered yet. */
    WAITING("waiting"),
    /** In the session. */
    ADMITTED("admitted"),
    /** Went by himself; may come back as he was. */
    LEFT("left"),
    /** A host sent him away; he may ask, and only a host can let him in again. */
    REMOVED("removed"),
    /** Asked, and a host said no; may ask again. */
    REFUSED("refused");

    private final String wireName;

    Standing(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Standing> of(String wireName) {
        for (Standing value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
