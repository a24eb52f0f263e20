package dev.tutti.session;

/** What holds for everybody in the session and may change while it runs. */
public record Settings(String name, Admission admission, boolean discoverable, Ducking ducking, int talkLimitS) {
    public static final int TALK_LIMIT_S = 10;
    public static final int MIN_TALK_LIMIT_S = 5;
    public static final int MAX_TALK_LIMIT_S = 120;

    /** The same with a door at which strangers wait. */
    public Settings asking() {
        return new Settings(name, Admission.APPROVAL, discoverable, ducking, talkLimitS);
    }
}
