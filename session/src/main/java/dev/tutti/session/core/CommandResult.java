package dev.tutti.session.core;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.Rejection;
import java.util.List;

/** What became of a command. */
public sealed interface CommandResult {
    /**
     * Done and on the disk.
     *
     * @param events none when it was so already
     * @param cursor a place in the log that includes them, or on a branch while they are provisional
     * @param repeated whether it had been done before under the same key; the events are those of then
     * @param copies on how many disks it is, as far as the writer knew then
     */
    record Accepted(List<CommittedEvent> events, Cursor cursor, boolean repeated, int copies) implements CommandResult {
        public Accepted {
            events = List.copyOf(events);
        }

        public Accepted(List<CommittedEvent> events, Cursor cursor, boolean repeated) {
            this(events, cursor, repeated, 1);
        }

        /** Whether an island did it, and the writer decides it again. */
        public boolean isProvisional() {
            return cursor.branch() != null;
        }
    }

    /** Not done, and nothing is changed. */
    record Rejected(Rejection rejection) implements CommandResult {}
}
