package dev.tutti.session;

import dev.tutti.foundation.ItemId;
import dev.tutti.session.songs.Song;

/** A place of a setlist that is wanted. */
public sealed interface PlannedItem {
    ItemOverrides overrides();

    /** One that is there already or went lately, with its copy of the song. */
    record Kept(ItemId id, ItemOverrides overrides) implements PlannedItem {}

    /** A song from the library. */
    record Added(Song song, ItemOverrides overrides) implements PlannedItem {}
}
