package dev.tutti.wire;

import dev.tutti.foundation.SessionId;

/** Stands for a session in an envelope: the first eight bytes of a hash of its id. */
public record SessionTag(long value) {
    /** What concerns the whole cluster. */
    public static final SessionTag NONE = new SessionTag(0);

    public static SessionTag of(SessionId id) {
        return new SessionTag(Tag.of("session", id.value()));
    }

    /** A room that belongs to no session. */
    public static SessionTag ofRoom(String room) {
        return new SessionTag(Tag.of("room", room));
    }

    void write(PayloadWriter out) {
        out.i64(value);
    }

    static SessionTag read(PayloadReader in) {
        return new SessionTag(in.i64());
    }

    @Override
    public String toString() {
        return Tag.text(value);
    }
}
