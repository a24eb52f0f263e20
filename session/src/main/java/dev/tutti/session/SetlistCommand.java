package dev.tutti.session;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.TimeSignature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody wants of the setlist; songs come along as they are in the library. */
public sealed interface SetlistCommand extends Command {

    record ReplaceSetlist(List<PlannedItem> items) implements SetlistCommand {
        public ReplaceSetlist {
            items = List.copyOf(items);
        }
    }

    /** {@code after} null: at the end. */
    record InsertSong(Song song, @Nullable ItemId after) implements SetlistCommand {}

    /** {@code newest} is the song as the library has it now, when its copy shall be renewed. */
    record ChangeItem(
            ItemId itemId, ItemPatch patch, @Nullable Song newest) implements SetlistCommand {}

    /** {@code after} null: to the front. */
    record MoveItem(ItemId itemId, @Nullable ItemId after) implements SetlistCommand {}

    record RemoveItem(ItemId itemId) implements SetlistCommand {}

    /** Takes a removal back. */
    record RestoreItem(ItemId itemId) implements SetlistCommand {}

    record SelectItem(ItemId itemId) implements SetlistCommand {}

    /** To the next song, or back to the one before. */
    record StepSong(boolean forward) implements SetlistCommand {}

    /** What an override may say. */
    enum Field {
        KEY,
        BPM,
        TIME_SIGNATURE,
        LEADER,
        NOTE
    }

    /** Wanted overrides; null leaves one as it is, {@code clear} takes it away. */
    record ItemPatch(
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable UserId leader,
            @Nullable String note,
            Set<Field> clear) {
        public ItemPatch {
            // In the order of the fields, in each process: a command's hash follows from how it reads.
            clear = clear.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(clear));
        }
    }
}
