package dev.tutti.session.floor;

/** Why somebody may not talk now, with the sentence that says it. */
public enum DenyReason {
    NOT_ALLOWED("not_allowed", "Your role listens in this channel. A host can change that."),
    LISTEN_ONLY("listen_only", "This page may only listen. Open it over the hub's trusted address to talk."),
    NOT_ADMITTED("not_admitted", "You are not in this session. A host can let you in."),
    CHANNEL_CLOSED("channel_closed", "This channel is gone. Choose another one."),
    OPEN_CHANNEL("open_channel", "Microphones are open here. Just talk."),
    ALREADY_TALKING("already_talking", "You are talking already. Stop there first."),
    QUEUE_FULL("queue_full", "The line is full. Try again in a moment."),
    RATE("rate", "That was too often. Wait a moment, then hold to talk."),
    /** Offered, and not pressed in time. */
    MISSED("missed", "Your turn has passed. Hold to get in line again."),
    /** The leader or the link changed; asking again is right. */
    VOID("void", "The hub lost track of time for a moment. Hold to talk again.");

    private final String wireName;
    private final String message;

    DenyReason(String wireName, String message) {
        this.wireName = wireName;
        this.message = message;
    }

    public String wireName() {
        return wireName;
    }

    public String message() {
        return message;
    }
}
