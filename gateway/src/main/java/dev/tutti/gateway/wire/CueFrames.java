package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.CueMessages.CueKind;
import org.jspecify.annotations.Nullable;

/** Silent signals. */
public interface CueFrames {
    sealed interface Server extends ServerPayload permits CueShow {}

    /**
     * Somebody signals; a client that hears of it later than a few seconds after {@code at_ms} shows nothing.
     *
     * @param atMs session time at which it holds
     */
    @FrameType(value = "cue.show", durable = true)
    record CueShow(
            String cueId,
            CueKind kind,
            @Nullable String text,
            String by,
            @Nullable Long atBar,
            double atMs) implements Server {}
}
