package dev.tutti.session;

import org.jspecify.annotations.Nullable;

/** What somebody wants to signal. */
public sealed interface CueCommand extends Command {

    /**
     * A silent signal to everybody.
     *
     * @param barsAhead how many bar starts from now; 0 means at once
     */
    record SendCue(CueKind kind, @Nullable String text, int barsAhead) implements CueCommand {}
}
