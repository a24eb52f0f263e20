package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;

/** Stands for a channel of a session where every byte counts: the first eight bytes of a hash of both ids. */
public record ChannelTag(long value) {
    /** No channel. */
    public static final ChannelTag NONE = new ChannelTag(0);

    public static ChannelTag of(SessionId sessionId, ChannelId channelId) {
        return new ChannelTag(Tag.of("channel", sessionId.value(), channelId.value()));
    }

    void write(PayloadWriter out) {
        out.i64(value);
    }

    static ChannelTag read(PayloadReader in) {
        return new ChannelTag(in.i64());
    }

    @Override
    public String toString() {
        return Tag.text(value);
    }
}
