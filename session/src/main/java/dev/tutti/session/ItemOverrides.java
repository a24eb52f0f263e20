package dev.tutti.session;

import dev.tutti.foundation.UserId;
import dev.tutti.session.songs.TimeSignature;
import org.jspecify.annotations.Nullable;

/**
 * What a setlist says otherwise than the song; null where it says nothing.
 *
 * @param leader who leads this song
 * @param note for everybody, for this time
 */
public record ItemOverrides(
        @Nullable String key,
        @Nullable Double bpm,
        @Nullable TimeSignature timeSignature,
        @Nullable UserId leader,
        @Nullable String note) {
    public static final int MAX_NOTE_LENGTH = 500;

    public static final ItemOverrides NONE = new ItemOverrides(null, null, null, null, null);
}
