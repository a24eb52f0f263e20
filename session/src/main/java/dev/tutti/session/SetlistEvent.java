package dev.tutti.session;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The setlist changed, or another song is played.
 *
 * <p>Songs come in as copies, so the log needs no library: {@code charts} are those of the event's items that the
 * setlist did not have before.
 */
public sealed interface SetlistEvent extends Event {

    /** The whole setlist as it is from now on. */
    record SetlistReplaced(List<SetlistItem> items, List<KeptChart> charts, UserId by) implements SetlistEvent {
        public SetlistReplaced {
            items = List.copyOf(items);
            charts = List.copyOf(charts);
        }
    }

    /** {@code after} is the item before it; null when it is the first. */
    record SetlistItemAdded(SetlistItem item, @Nullable ItemId after, List<KeptChart> charts, UserId by)
            implements SetlistEvent {
        public SetlistItemAdded {
            charts = List.copyOf(charts);
        }
    }

    /** The item as it is from now on. */
    record SetlistItemChanged(SetlistItem item, List<KeptChart> charts, UserId by) implements SetlistEvent {
        public SetlistItemChanged {
            charts = List.copyOf(charts);
        }
    }

    record SetlistItemMoved(ItemId itemId, @Nullable ItemId after, UserId by) implements SetlistEvent {}

    record SetlistItemRemoved(ItemId itemId, UserId by) implements SetlistEvent {}

    /**
     * An item that was removed is back.
     *
     * @param after the item before it; null when it is the first
     * @param current whether it is the current one again
     * @param start where it began, when it is current and began before it was removed
     */
    record SetlistItemRestored(
            SetlistItem item,
            @Nullable ItemId after,
            List<KeptChart> charts,
            boolean current,
            @Nullable SongStart start,
            UserId by)
            implements SetlistEvent {
        public SetlistItemRestored {
            charts = List.copyOf(charts);
        }
    }

    /**
     * It is the current one from now on.
     *
     * @param start where it begins; null while no click runs: then with the first bar of the next run
     */
    record SongSelected(ItemId itemId, UserId by, @Nullable SongStart start) implements SetlistEvent {
        public SongSelected with(@Nullable SongStart decided) {
            return new SongSelected(itemId, by, decided);
        }
    }
}
