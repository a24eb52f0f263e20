package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SetlistMessages.SetlistItemView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The setlist changes, and another song is played. */
public interface SetlistFrames {
    sealed interface Server extends ServerPayload permits SetlistUpdate, SongCurrent {}

    /** The whole setlist, as it is now. */
    @FrameType(value = "setlist.update", durable = true)
    record SetlistUpdate(
            List<SetlistItemView> items, @Nullable String currentItemId) implements Server {}

    /** Its tempo change, when there is one, follows as the next frame. */
    @FrameType(value = "song.current", durable = true)
    record SongCurrent(String itemId, String songId) implements Server {}
}
