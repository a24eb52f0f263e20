package dev.tutti.session.floor;

import java.util.Locale;

/** Why somebody had to stop. */
public enum RevokeReason {
    TALK_LIMIT,
    /** Somebody with higher priority, in a channel ordered by priority. */
    PREEMPTED,
    EMERGENCY,
    /** A host stopped it, or closed the channel. */
    HOST,
    REMOVED,
    /** The lease ran out or time jumped: the floor may be somebody else's by now. */
    EXPIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
