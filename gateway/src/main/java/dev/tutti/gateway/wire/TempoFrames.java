package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.TempoMessages.TempoView;

/** The click, and the clock that it runs by. Times ending in {@code _ms} are session time, to the microsecond. */
public interface TempoFrames {
    sealed interface Server extends ServerPayload permits TempoView, TempoUpdate, ClockReply {}

    sealed interface Client extends ClientPayload permits ClockProbe {}

    /**
     * The hub's own count, once a beat while the click runs (at 30 BPM every 2 s): who misses two asks for a snapshot.
     *
     * @param beat of the bar, from 1
     * @param atMs when that beat was
     */
    @FrameType("tempo.update")
    record TempoUpdate(long bar, int beat, double atMs, double bpm, long planRevision) implements Server {}

    /** Asks for session time; answered at once, at most 20 a second. {@code sent_ms} is any clock of the client. */
    @FrameType("clock.probe")
    record ClockProbe(@Limit(max = 9_007_199_254_740_991L) long n, double sentMs) implements Client {}

    /**
     * @param sentMs the probe's own
     * @param receivedMs session time when the probe was read
     * @param repliedMs session time when this was written
     */
    @FrameType("clock.reply")
    record ClockReply(long n, double sentMs, double receivedMs, double repliedMs) implements Server {}
}
