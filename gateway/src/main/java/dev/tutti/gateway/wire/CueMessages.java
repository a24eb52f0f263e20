package dev.tutti.gateway.wire;

import org.jspecify.annotations.Nullable;

/** Sending silent signals. */
public interface CueMessages {
    /** What a signal says. */
    enum CueKind {
        CHORUS,
        VERSE,
        BRIDGE,
        VAMP,
        CUT,
        AGAIN,
        CUSTOM
    }

    /** At once, or at the start of a bar. */
    enum CueTime {
        NOW,
        BAR
    }

    /**
     * What a {@code POST} of a cue asks for.
     *
     * @param at {@code bar} when it is missing
     * @param barsAhead which bar start from now; the next one when it is missing
     */
    record CueRequest(
            CueKind kind,
            @Nullable @Limit(max = 40) String text,
            @Nullable CueTime at,
            @Nullable @Limit(min = 1, max = 16) Integer barsAhead) {}

    /** @param atBar missing when it holds at once, also because the click does not run */
    record CueAnswer(String cueId, @Nullable Long atBar, double atMs) {}
}
