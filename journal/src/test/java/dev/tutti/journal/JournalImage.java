package dev.tutti.journal;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.EventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of a journal's files at a moment, as a crash would leave them. */
record JournalImage(Map<String, byte[]> files) {
    static final String WAL = SqliteJournal.FILE + "-wal";

    static JournalImage of(Path directory) throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (String name : List.of(SqliteJournal.FILE, WAL, SqliteJournal.MARK)) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                files.put(name, Files.readAllBytes(file));
            }
        }
        return new JournalImage(files);
    }

    byte[] file(String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? new byte[0] : bytes;
    }

    JournalImage with(String name, byte[] bytes) {
        var changed = new TreeMap<>(files);
        changed.put(name, bytes);
        return new JournalImage(changed);
    }

    void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** What is read, in the shape in which it was proposed. */
    static List<ProposedEvent> read(EventStore store, SessionId session) {
        var events = new ArrayList<ProposedEvent>();
        for (CommittedEvent e : store.read(session, 0, 1_000_000)) {
            events.add(new ProposedEvent(
                    e.sessionId(), e.sequence(), e.id(), e.actor(), e.key(), e.commandHash(), e.atMs(), e.event()));
        }
        return events;
    }

    /** What appends 0 to {@code n} must have left. */
    static List<ProposedEvent> expected(SessionId session, long n) {
        var events = new ArrayList<ProposedEvent>();
        for (long i = 0; i <= n; i++) {
            events.addAll(Samples.append(session, i, events.size() + 1L));
        }
        return events;
    }
}
