package dev.tutti.gateway.wire;

/** Why the hub closes a {@code /ws} connection; the reason is the constant's name. */
public enum CloseCode {
    /** The hub stops or starts again: come back with the cursor. */
    GOING_AWAY(1001),
    /** The hub has no room for one more connection: come back later. */
    TRY_AGAIN_LATER(1013),
    /** The token ran out: refresh it and come back with the cursor. */
    TOKEN_EXPIRED(4401),
    /** Removed, or refused at the door: do not come back. */
    REMOVED(4403),
    /** Left by own wish, perhaps on another device. */
    LEFT(4404),
    /** Nothing was heard from the client for too long. */
    SILENT(4408),
    /** The session has ended. */
    SESSION_CLOSED(4410),
    /** Frames came faster than allowed, for long. */
    TOO_MANY_FRAMES(4429);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
