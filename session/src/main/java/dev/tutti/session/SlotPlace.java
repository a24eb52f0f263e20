package dev.tutti.session;

import dev.tutti.foundation.SongId;
import org.jspecify.annotations.Nullable;

/**
 * A slot in a scope.
 *
 * @param songId the song it holds for; null for the whole session
 */
public record SlotPlace(SlotName slot, @Nullable SongId songId) {

    public static SlotPlace global(SlotName slot) {
        return new SlotPlace(slot, null);
    }

    public boolean isGlobal() {
        return songId == null;
    }
}
