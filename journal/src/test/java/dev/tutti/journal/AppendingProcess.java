package dev.tutti.journal;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.core.EventStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Appends for ever in a process of its own and says each acknowledgement, until somebody kills it. */
final class AppendingProcess {
    static final int SESSIONS = 4;

    private AppendingProcess() {}

    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        SqliteJournal journal = SqliteJournal.open(Path.of(args[0]));
        var threads = new ArrayList<Thread>();
        for (int s = 0; s < SESSIONS; s++) {
            var session = new SessionId("s" + s);
            threads.add(Thread.ofVirtual().start(() -> append(journal.events(), session, out)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void append(EventStore store, SessionId session, PrintStream out) {
        long sequence = 0;
        long n = 0;
        List<CommittedEvent> page = store.read(session, 0, 1_000_000);
        if (!page.isEmpty()) {
            sequence = page.getLast().sequence();
            n = Long.parseLong(page.getLast().key().substring("append-".length())) + 1;
        }
        while (true) {
            sequence += store.append(session, Samples.append(session, n, sequence + 1))
                    .size();
            synchronized (out) {
                out.println(session + " " + n);
                out.flush();
            }
            n++;
        }
    }
}
