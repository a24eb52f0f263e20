package dev.tutti.session;

import dev.tutti.foundation.CueId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/** Silent signals; they change no state. */
public sealed interface CueEvent extends Event {

    /**
     * A signal was given.
     *
     * @param text null where the kind says it all
     * @param atBar the bar at whose start it holds; null when it held at once
     * @param atMs session time at which it holds
     */
    record CueSent(
            CueId cueId,
            CueKind kind,
            @Nullable String text,
            UserId by,
            @Nullable Long atBar,
            double atMs) implements CueEvent {}
}
