package dev.tutti.session.core;

/** A store that could not do what it was asked; the message says what to do about it. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What that means for the caller. */
    public enum Kind {
        /** No space: nothing was written, it may be tried again. */
        FULL,
        /** The disk or the sync failed: what is written is unknown, and nothing more is written until a restart. */
        FAILED,
        /** What is stored is not what was written. */
        CORRUPT,
        /** A sequence or an id that is taken: two writers, or a bug. */
        CONFLICT,
        /** Another node has the pen: nothing was written, the same key will be brought there. */
        ELSEWHERE
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
