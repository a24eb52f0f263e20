package dev.tutti.session;

import dev.tutti.foundation.ItemId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went with an item that was taken out of the setlist, so that it can come back as it was.
 *
 * @param chart of the item; null when it has none
 * @param before the item ahead of it; null when it was the first
 * @param place its index
 * @param slots who filled places for its song
 * @param start where it began, when it was current while the click ran
 */
public record RemovedItem(
        SetlistItem item,
        @Nullable KeptChart chart,
        @Nullable ItemId before,
        int place,
        List<SlotAssignment> slots,
        boolean wasCurrent,
        @Nullable SongStart start) {
    public RemovedItem {
        slots = List.copyOf(slots);
    }
}
