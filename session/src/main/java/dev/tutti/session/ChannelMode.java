package dev.tutti.session;

import java.util.Optional;

/** How a channel is talked in. */
public enum ChannelMode {
    /** One talker at a time, by request. */
    FLOOR("floor"),
    /** Open microphones: everybody with the right to talk may do so at once. */
    OPEN("open");

    private final String wireName;

    ChannelMode(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ChannelMode> of(String wireName) {
        for (ChannelMode value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
