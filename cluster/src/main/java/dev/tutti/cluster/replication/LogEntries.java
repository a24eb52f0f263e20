package dev.tutti.cluster.replication;

import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.wire.LogEntry;
import dev.tutti.wire.LogPosition;
import java.util.ArrayList;
import java.util.List;

/** Rows of the log as they stand on the wire, and back. */
final class LogEntries {
    /** Of the rows of one message; the rest of a payload's bound is for the fields around them. */
    private static final int MAX_BYTES = 200_000;

    private static final int ROW_BYTES = 400;

    private LogEntries() {}

    static LogPosition at(LogEnd end) {
        return new LogPosition(end.generation(), end.index());
    }

    static LogEntry entry(LogRow row) {
        return new LogEntry(
                new LogPosition(row.generation(), row.index()),
                row.sessionId(),
                row.sequence(),
                row.eventId(),
                row.actor(),
                row.key(),
                row.ordinal(),
                row.commandHash(),
                row.origin() == null ? "" : row.origin(),
                row.atMs(),
                row.type(),
                row.payload());
    }

    static LogRow row(LogEntry entry) {
        return new LogRow(
                entry.at().generation(),
                entry.at().index(),
                entry.sessionId(),
                entry.sequence(),
                entry.eventId(),
                entry.actor(),
                entry.key(),
                entry.ordinal(),
                entry.commandHash(),
                entry.origin().isEmpty() ? null : entry.origin(),
                entry.atMs(),
                entry.type(),
                entry.payload());
    }

    /** As many of the first rows as fit into one message; at least one. */
    static List<LogRow> fitting(List<LogRow> rows) {
        var fitting = new ArrayList<LogRow>();
        long bytes = 0;
        for (LogRow row : rows) {
            // A char of Java is at most three bytes of UTF-8.
            bytes += ROW_BYTES + 3L * row.payload().length();
            if (!fitting.isEmpty() && bytes > MAX_BYTES) {
                break;
            }
            fitting.add(row);
        }
        return fitting;
    }
}
