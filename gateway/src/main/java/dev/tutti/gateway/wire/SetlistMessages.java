package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SongMessages.TimeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The songs of a session in their order. */
public interface SetlistMessages {
    /** An override that may be taken away. */
    enum OverrideField {
        KEY,
        BPM,
        TIME_SIGNATURE,
        LEADER_USER_ID,
        NOTE
    }

    /** To the song after the current one, or before it. */
    enum SetlistStep {
        NEXT,
        PREVIOUS
    }

    /** A song as it was in the library when it came into the setlist. */
    record SetlistSong(
            String title,
            @Nullable String artist,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable Integer durationS,
            String notes) {}

    /**
     * An entry; key, tempo and signature are there when they differ from the song's.
     *
     * @param chartId for {@code GET /session/{id}/charts/{chartId}}; missing when the song has no chart
     */
    record SetlistItemView(
            String itemId,
            String songId,
            SetlistSong song,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable String leaderUserId,
            @Nullable String note,
            @Nullable String chartId) {}

    /**
     * Where the current song begins, in the run that started at {@code run_start_ms}; in every other run it begins with that
     * run's {@code first_bar}.
     *
     * @param atMs session time of that bar's line when the song was selected; the plan tells where it lies now
     */
    record SongStartView(long fromBar, double atMs, double runStartMs) {}

    /** An entry that is there already by its {@code item_id}, or a song of the library by its {@code song_id}. */
    record SetlistItemRequest(
            @Nullable @Limit(min = 1, max = 64) String itemId,
            @Nullable @Limit(min = 1, max = 64) String songId,
            @Nullable @Limit(min = 1, max = 8) String key,
            @Nullable @Limit(min = 30, max = 260) Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable @Limit(min = 1, max = 64) String leaderUserId,
            @Nullable @Limit(max = 500) String note) {}

    record SetlistRequest(@Limit(max = 100) List<SetlistItemRequest> items) {}

    /** Without {@code after_item_id}: at the end. */
    record SetlistInsertRequest(
            @Limit(min = 1, max = 64) String songId,
            @Nullable @Limit(min = 1, max = 64) String afterItemId) {}

    /**
     * What is given changes.
     *
     * @param clear overrides that go, so that the song's own value holds again
     * @param reload takes the song as the library has it now
     */
    record SetlistItemPatch(
            @Nullable @Limit(min = 1, max = 8) String key,
            @Nullable @Limit(min = 30, max = 260) Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable @Limit(min = 1, max = 64) String leaderUserId,
            @Nullable @Limit(max = 500) String note,
            @Nullable @Limit(max = 5) List<OverrideField> clear,
            @Nullable Boolean reload) {}

    /** Without {@code after_item_id}: to the front. */
    record SetlistMoveRequest(
            @Nullable @Limit(min = 1, max = 64) String afterItemId) {}

    /** One of the two. */
    record CurrentSongRequest(
            @Nullable @Limit(min = 1, max = 64) String itemId,
            @Nullable SetlistStep step) {}

    record SetlistItemAnswer(SetlistItemView item) {}

    record SetlistAnswer(
            List<SetlistItemView> items,
            @Nullable String currentItemId,
            @Nullable SongStartView songStart) {}

    record CurrentSongAnswer(@Nullable String currentItemId) {}
}
