package dev.tutti.session;

import java.util.Optional;

/** Which way a voice takes from one page to another; the floor decides who speaks on either. */
public enum VoiceWay {
    /** Through the hub, one copy up from each. */
    HUB("hub"),
    /** Straight from page to page, a copy for each of the others; for small groups. */
    MESH("mesh");

    private final String wireName;

    VoiceWay(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<VoiceWay> of(String wireName) {
        for (VoiceWay value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
