package dev.tutti.session.core;

import dev.tutti.foundation.Mailbox;
import dev.tutti.session.Command;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.floor.FloorHistory;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends who talked to the sessions' logs, on a virtual thread of its own, so that the floor never waits; when too
 * much is waiting, history loses an entry and says so, the floor loses nothing.
 */
public final class FloorHistoryRecorder implements FloorHistory, AutoCloseable {
    private static final int MAILBOX = 8_192;
    private static final int TRIES = 5;
    private static final int UNDER_WAY = 128;

    private static final Logger log = LoggerFactory.getLogger(FloorHistoryRecorder.class);

    private final Sessions sessions;
    private final Mailbox<Entry> mailbox = new Mailbox<>(MAILBOX);
    private final Thread thread;

    private record Sent(Entry entry, CompletableFuture<CommandResult> result) {}

    private record Entry(Talk talk, String key, Command.FloorCommand command) {}

    public FloorHistoryRecorder(Sessions sessions) {
        this.sessions = sessions;
        thread = Thread.ofVirtual().name("floor-history").start(this::run);
    }

    @Override
    public void granted(Talk talk) {
        post(new Entry(
                talk,
                "floor.granted/" + place(talk),
                new Command.RecordFloorGranted(talk.channelId(), talk.fence(), talk.emergency())));
    }

    @Override
    public void released(Talk talk, long talkMs, String reason) {
        post(new Entry(
                talk,
                "floor.released/" + place(talk),
                new Command.RecordFloorReleased(talk.channelId(), talk.fence(), talkMs, reason)));
    }

    /** The fence names the event, so that writing it twice is writing it once (cluster.md F14). */
    private static String place(Talk talk) {
        return talk.channelId() + "/" + talk.fence().text();
    }

    private void post(Entry entry) {
        if (!mailbox.post(entry)) {
            log.warn("floor history of session {} loses {}", entry.talk().sessionId(), entry.key());
        }
    }

    private void run() {
        var underWay = new ArrayDeque<Sent>();
        try {
            while (!mailbox.isClosed() || mailbox.size() > 0) {
                Entry entry = underWay.isEmpty() ? mailbox.take(TimeUnit.SECONDS.toNanos(1)) : mailbox.poll();
                if (entry != null) {
                    send(entry, underWay);
                }
                boolean settle = entry == null || underWay.size() >= UNDER_WAY;
                if (settle && !underWay.isEmpty()) {
                    settle(underWay.remove());
                }
            }
            underWay.forEach(this::settle);
        } catch (InterruptedException _) {
            log.info("floor history stops");
        }
    }

    private void send(Entry entry, ArrayDeque<Sent> underWay) {
        sessions.find(entry.talk().sessionId())
                .ifPresent(writer -> underWay.add(new Sent(entry, submit(writer, entry))));
    }

    private static CompletableFuture<CommandResult> submit(SessionWriter writer, Entry entry) {
        return writer.submit(entry.talk().userId(), entry.key(), entry.command());
    }

    /** People's commands go first: when the writer was busy, history tries again. */
    private void settle(Sent sent) {
        CommandResult result = sent.result().join();
        for (int i = 1; i < TRIES && isBusy(result); i++) {
            var writer = sessions.find(sent.entry().talk().sessionId());
            if (writer.isEmpty()) {
                return;
            }
            result = submit(writer.get(), sent.entry()).join();
        }
        if (result instanceof CommandResult.Rejected rejected) {
            log.warn(
                    "floor history of session {} loses {}: {}",
                    sent.entry().talk().sessionId(),
                    sent.entry().key(),
                    rejected.rejection().code());
        }
    }

    private static boolean isBusy(CommandResult result) {
        return result instanceof CommandResult.Rejected rejected
                && rejected.rejection().code() == RejectionCode.BUSY;
    }

    /** Appends what is waiting, at most for a few seconds. */
    @Override
    public void close() {
        mailbox.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
