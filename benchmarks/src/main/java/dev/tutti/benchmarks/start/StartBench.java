package dev.tutti.benchmarks.start;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.journal.SqliteJournal;
import dev.tutti.session.Admission;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionKind;
import dev.tutti.session.Settings;
import dev.tutti.session.core.EventIds;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./dev bench start}: how long a hub reads its log at a start, by the length of the log. */
public final class StartBench {
    private static final SessionWriter.Clocks CLOCKS =
            new SessionWriter.Clocks(WallClock.system(), SessionClock.ahead(NanoClock.system(), 0));
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int SESSIONS = 20;
    private static final int BATCH = 500;
    private static final int ROUNDS = 5;
    private static final UserId OWNER = new UserId("owner-of-the-bench");
    private static final Settings SETTINGS = new Settings("Evening", Admission.APPROVAL, true, Ducking.DUCK, 10);
    private static final double NS_PER_MS = 1e6;

    private static final String METHOD = """
            method: a journal of that many events in 20 sessions, closed, then opened and its sessions read, as at a hub's
            start: SQLite's own check, the hash of every event, then snapshots and what followed them. Medians of 5.""";

    private StartBench() {}

    public static void run(Report report) throws IOException {
        report.say(METHOD);
        MachineLoad.check(report);
        var journal = report.inner();
        var sessions = report.inner();
        for (int size : SIZES) {
            var folder = Files.createTempDirectory("tutti-bench");
            try {
                fill(folder, size);
                measure(folder, size, journal, sessions);
            } finally {
                delete(folder);
            }
        }
        report.put("journal_ms", journal);
        report.put("sessions_ms", sessions);
        report.finish();
    }

    private static void fill(Path folder, int size) {
        try (var journal = SqliteJournal.open(folder)) {
            for (int i = 0; i < SESSIONS; i++) {
                var session = new SessionId("session-of-the-bench-" + i);
                var batch = new ArrayList<ProposedEvent>();
                for (int n = 1; n <= size / SESSIONS; n++) {
                    batch.add(event(session, n));
                    if (batch.size() == BATCH || n == size / SESSIONS) {
                        journal.events().append(session, batch);
                        batch.clear();
                    }
                }
            }
        }
    }

    private static ProposedEvent event(SessionId session, int sequence) {
        var key = "press-" + sequence;
        var id = EventIds.HASHED.of(session, OWNER, key, 0);
        return new ProposedEvent(session, sequence, id, OWNER, key, "0011223344556677", sequence, said(sequence));
    }

    private static Event said(int sequence) {
        return switch (sequence) {
            case 1 -> new Event.SessionCreated(SessionKind.SHIFT, SETTINGS, new JoinCode("ABCDEF"), OWNER);
            case 2 ->
                new Event.ParticipantJoined(
                        OWNER, "Owner", SessionKind.SHIFT.hostRole().name(), null);
            default -> {
                var fence = new Fence(1, 7, sequence / 2);
                var channel = new ChannelId("channel-of-the-bench");
                yield sequence % 2 == 1
                        ? new Event.FloorGranted(channel, fence, OWNER, false)
                        : new Event.FloorReleased(channel, fence, OWNER, 1_000, "released");
            }
        };
    }

    private static void measure(Path folder, int size, Report journalMs, Report sessionsMs) {
        var opened = new Samples();
        var read = new Samples();
        for (int i = 0; i < ROUNDS; i++) {
            long startNs = System.nanoTime();
            try (var journal = SqliteJournal.open(folder)) {
                long openNs = System.nanoTime();
                try (var _ = Sessions.open(journal.events(), CLOCKS, Entropy.system(), (_, _) -> {})) {
                    read.add((System.nanoTime() - openNs) / NS_PER_MS);
                }
                opened.add((openNs - startNs) / NS_PER_MS);
            }
        }
        journalMs.put(Integer.toString(size), opened.median());
        sessionsMs.put(Integer.toString(size), read.median());
        journalMs.say("%,d events: journal %.0f ms, sessions %.0f ms", size, opened.median(), read.median());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
