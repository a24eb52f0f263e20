package dev.tutti.session.core;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of all sessions as one line of rows, for those who copy it to other nodes or from them. Threads and errors as
 * {@link EventStore}, whose rows these are.
 */
public interface LogStore {
    /** The end of what is durable. */
    LogEnd end();

    /** The chain up to that row; genesis for 0, null when there is no such row. */
    byte @Nullable [] chainAt(long index);

    /** Rows after that index, in order, at most so many. */
    List<LogRow> rows(long afterIndex, int limit);

    /**
     * Appends rows as another node's writer decided them, all or none, and returns when they are durable. They must
     * continue this log's end, in index and in each session's sequence, or it is {@code CONFLICT}.
     */
    LogEnd copy(List<LogRow> rows);

    /**
     * Begins the log anew and keeps what there was aside, in the same file, for people: this node gives up a line of its
     * own. Sessions that were open must be closed before.
     */
    void startAnew(Aside what);

    /** What is put aside. */
    enum Aside {
        /** The rows: what islands decided still waits for the hub. */
        LOG,
        /** That too: it belonged to another cluster. */
        EVERYTHING
    }

    /** Is told the end after each commit, on the committing thread: returns at once and never throws. */
    void onCommit(Consumer<LogEnd> listener);

    /** The generation of rows that are appended from now on, durable when this returns; never lowered. */
    void raiseGeneration(long generation);

    /**
     * Takes no events of this node's own from now on ({@code ELSEWHERE}), or takes them again; when it returns, nothing is
     * under way any more.
     */
    void seal(boolean sealed);
}
