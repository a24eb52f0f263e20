package dev.tutti.session;

import org.jspecify.annotations.Nullable;

/**
 * A click that runs, or is about to.
 *
 * @param startUs of its first beat: of the count-in when there is one
 * @param firstBar the bar after the count-in
 * @param next the change that waits, or was the last to come
 * @param end where it stops, when that is known
 */
public record TempoRun(
        long startUs,
        long firstBar,
        CountingIn countingIn,
        TempoSegment current,
        @Nullable TempoSegment next,
        @Nullable End end) {

    /** How many bars are counted before the first, and how. */
    public record CountingIn(int bars, CountIn by) {
        public static final int MAX_BARS = 4;
    }

    /** The bar line that is not played any more. */
    public record End(long bar, long atUs) {}

    /** The segment that holds then. */
    public TempoSegment at(long us) {
        return next != null && us >= next.fromUs() ? next : current;
    }

    /** The segment that holds when all that waits has come. */
    public TempoSegment last() {
        return next != null ? next : current;
    }

    public long barAt(long us) {
        return at(us).barAt(us);
    }

    /** The session time of a bar line, by what is planned. */
    public long barUs(long bar) {
        return next != null && bar >= next.barIndex() ? next.barUs(bar) : current.barUs(bar);
    }

    public boolean hasEnded(long us) {
        return end != null && us >= end.atUs();
    }
}
