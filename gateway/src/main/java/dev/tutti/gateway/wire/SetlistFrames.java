package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SetlistMessages.SetlistItemView;
import dev.tutti.gateway.wire.SetlistMessages.SongStartView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The setlist changes, and another song is played. */
public interface SetlistFrames {
    sealed interface Server extends ServerPayload permits SetlistUpdate, SongCurrent {}

    /** The whole setlist, as it is now. */
    @FrameType(value = "setlist.update", durable = true)
    record SetlistUpdate(
            List<SetlistItemView> items,
            @Nullable String currentItemId,
            @Nullable SongStartView songStart) implements Server {}

    /**
     * Its tempo change, when there is one, follows as the next frame.
     *
     * @param songStart missing while no click runs: the next run counts the song's own bars
     */
    @FrameType(value = "song.current", durable = true)
    record SongCurrent(
            String itemId, String songId, @Nullable SongStartView songStart) implements Server {}
}
