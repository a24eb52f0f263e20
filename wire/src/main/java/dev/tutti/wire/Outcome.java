package dev.tutti.wire;

import java.util.List;

/** What became of a command. */
public enum Outcome {
    /** It is in the main line. */
    COMMITTED,
    /** It is on an island's branch; the writer decides it again when it is back. */
    PROVISIONAL,
    /** It is not done, and nothing changed. */
    REJECTED;

    static final List<Outcome> ALL = List.of(values());
}
