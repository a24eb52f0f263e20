package dev.tutti.wire;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** Stands for who speaks in a voice frame: the first eight bytes of a hash of session and user id. */
public record TalkerTag(long value) {
    public static TalkerTag of(SessionId sessionId, UserId userId) {
        return new TalkerTag(Tag.of("talker", sessionId.value(), userId.value()));
    }

    /** A room's track, which needs no session: the tag of its id, which is never used twice. */
    public static TalkerTag ofTrack(String room, String trackSid) {
        return new TalkerTag(Tag.of("track", room, trackSid));
    }

    void write(PayloadWriter out) {
        out.i64(value);
    }

    static TalkerTag read(PayloadReader in) {
        return new TalkerTag(in.i64());
    }

    @Override
    public String toString() {
        return Tag.text(value);
    }
}
