package dev.tutti.media.room;

import org.jspecify.annotations.Nullable;

/** A media section through which a subscriber can hear one track at a time. */
final class MediaSlot {
    /** What the section is used for. */
    enum Use {
        /** Negotiated as inactive, or new: the next track may have it. */
        FREE,
        /** A track is, or is about to be, sent in it. */
        SENDING,
        /** Its track is gone; it must be negotiated as inactive once, or the client would not see the next track begin. */
        RETIRING
    }

    private final String mid;
    private Use use = Use.FREE;
    private @Nullable Subscription subscription;

    MediaSlot(String mid) {
        this.mid = mid;
    }

    String mid() {
        return mid;
    }

    Use use() {
        return use;
    }

    @Nullable Subscription subscription() {
        return subscription;
    }

    void assign(Subscription taken) {
        use = Use.SENDING;
        subscription = taken;
        taken.slot(this);
    }

    void retire() {
        use = Use.RETIRING;
        subscription = null;
    }

    void free() {
        use = Use.FREE;
        subscription = null;
    }
}
