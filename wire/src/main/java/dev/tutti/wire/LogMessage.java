package dev.tutti.wire;

import java.util.List;

/** The writer's log on its way to the learners (cluster.md section 7). */
public sealed interface LogMessage extends Message {
    int MAX_ENTRIES = 256;
    int CHAIN = 32;
    int MAX_CHUNK = 196_608;

    /**
     * Entries that follow {@code after}, or none, only to say what is committed.
     *
     * @param chain hash of the log up to {@code after}: whoever has another one there has another log
     * @param committed the highest index that may be published
     */
    record Append(long generation, LogPosition after, Octets chain, long committed, List<LogEntry> entries)
            implements LogMessage {
        public Append {
            entries = List.copyOf(entries);
        }

        @Override
        public void write(PayloadWriter out) {
            out.i64(generation)
                    .with(after, LogPosition::write)
                    .octets(chain, CHAIN)
                    .i64(committed);
            out.list(entries, MAX_ENTRIES, LogEntry::write);
        }

        static Append read(PayloadReader in) {
            return new Append(
                    in.i64(), LogPosition.read(in), in.octets(CHAIN), in.i64(), in.list(MAX_ENTRIES, LogEntry::read));
        }
    }

    /** So far the sender has it on its disk; the writer goes on from there. Also how a learner begins. */
    record Ack(long generation, LogPosition synced, Octets chain) implements LogMessage {
        @Override
        public void write(PayloadWriter out) {
            out.i64(generation).with(synced, LogPosition::write).octets(chain, CHAIN);
        }

        static Ack read(PayloadReader in) {
            return new Ack(in.i64(), LogPosition.read(in), in.octets(CHAIN));
        }
    }

    /** One part of a snapshot for a learner that is too far behind; parts count from 0. */
    record Snapshot(LogPosition at, Octets chain, long part, long parts, Octets chunk) implements LogMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(at, LogPosition::write)
                    .octets(chain, CHAIN)
                    .u32(part)
                    .u32(parts)
                    .octets(chunk, MAX_CHUNK);
        }

        static Snapshot read(PayloadReader in) {
            return new Snapshot(LogPosition.read(in), in.octets(CHAIN), in.u32(), in.u32(), in.octets(MAX_CHUNK));
        }
    }
}
