package dev.tutti.journal;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives events their place in the journal and its chain; the committing thread only. */
final class Appender implements CommitLoop.AfterCommit {
    /** Of the hub that began this journal; adopting a hub would raise it (cluster.md V3). */
    static final long GENERATION = 1;

    private static final String INSERT =
            "INSERT INTO event (" + Row.COLUMNS + ", chain)" + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final EventCodec codec = new EventCodec();
    private final HashChain hashes = new HashChain();
    private final AcknowledgedMark mark;
    private final CheckedPlace checked;
    private final Map<String, Long> lastSequences;
    /** What the sessions had before this transaction. */
    private final Map<String, Long> sequencesBefore = new HashMap<>();

    private long index;
    private byte[] chain;
    private long committedIndex;
    private byte[] committedChain;

    Appender(JournalCheck.Contents contents, AcknowledgedMark mark, CheckedPlace checked) {
        this.mark = mark;
        this.checked = checked;
        lastSequences = new HashMap<>(contents.lastSequences());
        index = contents.index();
        chain = contents.chain();
        committedIndex = index;
        committedChain = chain;
    }

    /** An append under way: what it gives, and how to take it back. */
    final class Append implements CommitLoop.Change<List<CommittedEvent>>, CommitLoop.Undo {
        private final SessionId sessionId;
        private final List<ProposedEvent> events;
        private long indexBefore;
        private byte[] chainBefore = HashChain.genesis();
        private long sequenceBefore;

        Append(SessionId sessionId, List<ProposedEvent> events) {
            this.sessionId = sessionId;
            this.events = List.copyOf(events);
        }

        @Override
        public List<CommittedEvent> apply(Connection connection) throws SQLException {
            indexBefore = index;
            chainBefore = chain;
            sequenceBefore = lastSequences.getOrDefault(sessionId.value(), 0L);
            sequencesBefore.putIfAbsent(sessionId.value(), sequenceBefore);
            var committed = new ArrayList<CommittedEvent>();
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                Map<String, Integer> ordinals = new HashMap<>();
                for (ProposedEvent event : events) {
                    requireNext(event);
                    int ordinal = ordinals.merge(event.actor() + " " + event.key(), 1, Integer::sum) - 1;
                    Row row = Row.of(event, GENERATION, index + 1, ordinal, codec);
                    byte[] next = hashes.next(chain, row);
                    row.bind(insert, next);
                    insert.executeUpdate();
                    index++;
                    chain = next;
                    lastSequences.put(sessionId.value(), event.sequence());
                    committed.add(event.committed(GENERATION, index));
                }
            }
            writeHead(connection);
            return committed;
        }

        private void requireNext(ProposedEvent event) {
            long expected = lastSequences.getOrDefault(sessionId.value(), 0L) + 1;
            if (!event.sessionId().equals(sessionId) || event.sequence() != expected) {
                throw new StoreException(
                        StoreException.Kind.CONFLICT,
                        "Session " + sessionId + " continues with " + expected + ", not " + event.sequence() + ".");
            }
        }

        @Override
        public void run() {
            index = indexBefore;
            chain = chainBefore;
            lastSequences.put(sessionId.value(), sequenceBefore);
        }
    }

    private void writeHead(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE head SET idx = ?, chain = ? WHERE one = 1")) {
            update.setLong(1, index);
            update.setBytes(2, chain);
            update.executeUpdate();
        }
    }

    @Override
    public void committed() {
        boolean appended = index != committedIndex;
        committedIndex = index;
        committedChain = chain;
        sequencesBefore.clear();
        if (appended) {
            var place = new AcknowledgedMark.Place(index, chain);
            mark.write(place);
            checked.committed(place);
        }
    }

    @Override
    public void rolledBack() {
        index = committedIndex;
        chain = committedChain;
        lastSequences.putAll(sequencesBefore);
        sequencesBefore.clear();
    }
}
