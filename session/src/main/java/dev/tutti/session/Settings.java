package dev.tutti.session;

import java.util.Objects;

/** What holds for everybody in the session and may change while it runs. */
public record Settings(
        String name, Admission admission, boolean discoverable, Ducking ducking, int talkLimitS, VoiceWay voice) {
    public static final int TALK_LIMIT_S = 10;
    public static final int MIN_TALK_LIMIT_S = 5;
    public static final int MAX_TALK_LIMIT_S = 120;
    /** In a larger group no device sends a copy of its voice to each of the others. */
    public static final int MOST_IN_MESH = 25;

    public Settings {
        // Logs from before there was a choice do not name it.
        voice = Objects.requireNonNullElse(voice, VoiceWay.HUB);
    }

    /** With voices that go through the hub. */
    public Settings(String name, Admission admission, boolean discoverable, Ducking ducking, int talkLimitS) {
        this(name, admission, discoverable, ducking, talkLimitS, VoiceWay.HUB);
    }

    /** The same with a door at which strangers wait. */
    public Settings asking() {
        return new Settings(name, Admission.APPROVAL, discoverable, ducking, talkLimitS, voice);
    }
}
