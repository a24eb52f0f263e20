package dev.tutti.session;

/**
 * One stretch of steady tempo: the bar line of {@code barIndex} lies at {@code anchorUs}, all other beats follow.
 *
 * @param anchorUs session time of a bar line
 * @param fromUs session time from which it holds; before the anchor when the tempo changed within a bar
 */
public record TempoSegment(Pulse pulse, long barIndex, long anchorUs, long fromUs) {

    /** Beats since the anchor; negative before it. */
    public long beatAt(long us) {
        return pulse.beatsIn(us - anchorUs);
    }

    public long beatUs(long beat) {
        return anchorUs + pulse.beatsUs(beat);
    }

    public long barAt(long us) {
        return barIndex + Math.floorDiv(beatAt(us), pulse.signature().conductedBeats());
    }

    public long barUs(long bar) {
        return beatUs((bar - barIndex) * pulse.signature().conductedBeats());
    }

    /** The first bar line at or after that time. */
    public long barFrom(long us) {
        long bar = barAt(us);
        return barUs(bar) >= us ? bar : bar + 1;
    }
}
