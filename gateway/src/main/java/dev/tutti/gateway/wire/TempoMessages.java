package dev.tutti.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The click: what plays, what waits, who leads it. */
public interface TempoMessages {
    /** What sounds between the beats: in 6/8 and 12/8 there are three eighths and six sixteenths a beat, no triplets. */
    enum Subdivision {
        NONE,
        EIGHTHS,
        TRIPLETS,
        SIXTEENTHS
    }

    /** How the bars before the first one are counted. */
    enum CountIn {
        CLICK,
        VOICE
    }

    enum AuthorityRole {
        MD,
        CONTROLLER
    }

    /**
     * A change; what is missing stays.
     *
     * @param bpm 30 to 260, to a hundredth; the beat of 6/8 and 12/8 is the dotted quarter
     * @param timeSignature 2/4, 3/4, 4/4, 6/8 or 12/8
     * @param accents of each beat of a bar: 0 silent, 1 soft, 2 ordinary, 3 a downbeat's
     * @param urgent at the next beat, not at the next bar
     * @param atBar at that bar
     */
    record TempoRequest(
            @Nullable @Limit(min = 1, max = 1_000) Double bpm,
            @Nullable @Limit(max = 8) String timeSignature,
            @Nullable Subdivision subdivision,
            @Nullable @Limit(max = 16) List<Integer> accents,
            @Nullable Boolean urgent,
            @Nullable @Limit(min = 1, max = 1_000_000) Integer atBar) {}

    /**
     * @param countInBars 0 to 4, one when missing
     * @param atMs session time of the first downbeat after the count-in; as soon as possible when missing
     * @param fromBar the number of the first bar, 1 when missing
     */
    record TempoStartRequest(
            @Nullable @Limit(max = 4) Integer countInBars,
            @Nullable CountIn countIn,
            @Nullable @Limit(max = 10_000_000_000_000L) Double atMs,
            @Nullable @Limit(min = 1, max = 1_000_000) Integer fromBar) {}

    /** At the next bar line, at that bar's, or (urgent) now. */
    record TempoStopRequest(
            @Nullable Boolean urgent,
            @Nullable @Limit(min = 1, max = 1_000_000) Integer atBar) {}

    /** Nobody gives the click back to the MD; while it runs, at the next bar line or at that bar's. */
    record TempoControllerRequest(
            @Nullable @Limit(max = 64) String userId,
            @Nullable @Limit(min = 1, max = 1_000_000) Integer atBar) {}

    record TempoAnswer(TempoView tempo) {}

    /**
     * A stretch of steady tempo.
     *
     * @param anchorBarIndex a bar, whose line lies at {@code anchor_timestamp_ms}
     * @param fromMs from when it holds; before the anchor when the tempo changed within a bar. Until then what was holds
     */
    record TempoAnchor(
            double bpm,
            String timeSignature,
            Subdivision subdivision,
            List<Integer> accents,
            long anchorBarIndex,
            double anchorTimestampMs,
            double fromMs,
            double generatedAtMs,
            int countInBars,
            boolean running) {}

    /** When the click begins to sound, which bar is the first after the count-in, and how it is counted in. */
    record TempoRunView(double startMs, long firstBar, int countInBars, CountIn countIn) {}

    /** The first bar line that is not played. */
    record TempoEndView(long bar, double atMs) {}

    /** @param userId missing when no MD is in the session */
    record TempoAuthorityView(@Nullable String userId, AuthorityRole role) {}

    /** @param userId missing: the MD; */
    record TempoHandoffView(@Nullable String userId, long bar, double atMs) {}

    /**
     * The whole plan; it replaces the one before.
     *
     * @param anchor what holds, or is about to; while stopped what the next start plays
     * @param pending the change that waits for its bar
     */
    @FrameType(value = "tempo.anchor", durable = true)
    record TempoView(
            long revision,
            boolean running,
            TempoAnchor anchor,
            @Nullable TempoAnchor pending,
            @Nullable TempoRunView run,
            @Nullable TempoEndView end,
            TempoAuthorityView authority,
            @Nullable TempoHandoffView handoff)
            implements TempoFrames.Server {}
}
