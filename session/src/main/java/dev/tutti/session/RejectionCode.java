package dev.tutti.session;

/** Why a command was not done; the category is what an adapter turns into a status of its protocol. */
public enum RejectionCode {
    /** The role does not have the capability. */
    NOT_ALLOWED(Category.FORBIDDEN),
    /** Waiting, refused, removed or never let in. */
    NOT_ADMITTED(Category.FORBIDDEN),
    /** Nobody hands out or takes away more than he has. */
    ROLE_ABOVE_YOURS(Category.FORBIDDEN),
    SESSION_UNKNOWN(Category.NOT_FOUND),
    PARTICIPANT_UNKNOWN(Category.NOT_FOUND),
    CHANNEL_UNKNOWN(Category.NOT_FOUND),
    CODE_UNKNOWN(Category.NOT_FOUND),
    SLOT_UNKNOWN(Category.NOT_FOUND),
    SONG_UNKNOWN(Category.NOT_FOUND),
    ITEM_UNKNOWN(Category.NOT_FOUND),
    CODE_EXPIRED(Category.GONE),
    SESSION_CLOSED(Category.GONE),
    ROLE_UNKNOWN(Category.INVALID),
    VALUE_INVALID(Category.INVALID),
    LAST_HOST(Category.CONFLICT),
    LAST_CHANNEL(Category.CONFLICT),
    NAME_TAKEN(Category.CONFLICT),
    NOT_WAITING(Category.CONFLICT),
    /** Somebody else fills the slot. */
    SLOT_CONFLICT(Category.CONFLICT),
    /** There is no song beyond the first or the last. */
    SETLIST_ENDS(Category.CONFLICT),
    IDEMPOTENCY_KEY_REUSED(Category.CONFLICT),
    /** A bound of the session or the hub is reached. */
    LIMIT_REACHED(Category.CONFLICT),
    /** The click is somebody else's. */
    TEMPO_NOT_AUTHORITY(Category.FORBIDDEN),
    /** Who only listens leads no click. */
    TEMPO_NOT_FOR_GUESTS(Category.FORBIDDEN),
    TEMPO_OUT_OF_RANGE(Category.INVALID),
    TEMPO_RUNS(Category.CONFLICT),
    /** That bar line is past, or too near for everybody to hear of it. */
    TEMPO_BAR_PAST(Category.CONFLICT),
    TEMPO_NOTHING_WAITS(Category.CONFLICT),
    /** What an island may not decide, because it cannot be taken back. */
    NEEDS_WRITER(Category.CONFLICT),
    /** An island had decided it, and it does not hold: the log keeps it as displaced. */
    DISPLACED(Category.CONFLICT),
    /** The mailbox is full: try again in a moment. */
    BUSY(Category.UNAVAILABLE),
    /** The disk is full: nothing was saved. */
    STORAGE_FULL(Category.UNAVAILABLE),
    /** The disk failed: the session can be read and takes no commands until the hub starts again. */
    STORAGE_FAILED(Category.UNAVAILABLE),
    /** A fault of ours: nothing was changed. */
    INTERNAL(Category.UNAVAILABLE),
    /** The hub is stopping. */
    STOPPING(Category.UNAVAILABLE);

    /** What kind of no it is. */
    public enum Category {
        INVALID,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        GONE,
        UNAVAILABLE
    }

    private final Category category;

    RejectionCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
