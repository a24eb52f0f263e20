package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.Mailbox;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a session: anybody submits, its own thread decides, appends, applies, publishes and acknowledges.
 */
public final class SessionWriter {
    public static final int MAILBOX = 1_024;
    public static final int MAX_KEY_LENGTH = 128;
    static final int MAX_BATCH = 256;
    static final int SNAPSHOT_EVERY = 200;

    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);

    /** What every writer of a hub shares. */
    public record Ports(EventStore store, Clocks clocks, CodeSource codes, CommitListener listener, EventIds ids) {}

    /** Civil time for people, session time for the music. */
    public record Clocks(WallClock wall, SessionClock session) {}

    /** A command on its way. */
    record Submission(CommandEnvelope sent, String hash, CompletableFuture<CommandResult> result) implements Work {
        void reject(Rejection rejection) {
            result.complete(new CommandResult.Rejected(rejection));
        }
    }

    record Subscribe(SessionSubscriber subscriber, @Nullable Cursor from) implements Work {}

    record Unsubscribe(SessionSubscriber subscriber) implements Work {}

    record Stop() implements Work {}

    sealed interface Work permits Submission, Subscribe, Unsubscribe, Stop {}

    private final Ports ports;
    private final Mailbox<Work> mailbox = new Mailbox<>(MAILBOX);
    private final SessionDecider decider = new SessionDecider();
    private final Subscribers subscribers;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private long snapshotSequence;
    private volatile SessionState state;
    private volatile @Nullable Rejection refusing;

    /** A writer that continues after that state; somebody must {@link #start} it or call {@link #doWork}. */
    public SessionWriter(SessionState state, Ports ports) {
        this.state = state;
        this.ports = ports;
        snapshotSequence = state.sequence();
        subscribers = new Subscribers(ports.store());
    }

    /** Reads a session from its newest snapshot and what followed it. */
    public static SessionWriter recover(SessionId id, Ports ports) {
        Optional<Snapshot> snapshot = ports.store().snapshot(id);
        @Nullable SessionState state = snapshot.map(Snapshot::state).orElse(null);
        List<CommittedEvent> page;
        do {
            page = ports.store().read(id, state == null ? 0 : state.sequence(), 1_000);
            for (CommittedEvent event : page) {
                state = state == null ? SessionState.begin(event) : state.apply(event);
            }
        } while (!page.isEmpty());
        if (state == null) {
            throw new StoreException(StoreException.Kind.CORRUPT, "session " + id + " has no events");
        }
        var writer = new SessionWriter(state, ports);
        writer.snapshotSequence = snapshot.map(Snapshot::sequence).orElse(0L);
        return writer;
    }

    public SessionId id() {
        return state.id();
    }

    /** The newest committed state; any thread. */
    public SessionState state() {
        return state;
    }

    /** The place of {@link #state()} in the log; any thread. */
    public Cursor cursor() {
        return Cursor.at(ports.store().generation(), state.sequence());
    }

    /** Why commands are refused just now, when they are: the disk failed, and only a restart can tell what it holds. */
    public Optional<Rejection> refusing() {
        return Optional.ofNullable(refusing);
    }

    /** How full the mailbox is, from 0 to 1. */
    public double load() {
        return mailbox.fill();
    }

    /** A command that no request asked for. */
    public CompletableFuture<CommandResult> submit(UserId actor, String idempotencyKey, Command command) {
        return submit(CommandEnvelope.ofItself(actor, idempotencyKey, command));
    }

    /** Any thread; never blocks. The same key of the same actor gives the same result for ever. */
    public CompletableFuture<CommandResult> submit(CommandEnvelope sent) {
        var result = new CompletableFuture<CommandResult>();
        String hash = new Sha256().text(sent.command().toString()).hex(16);
        var submission = new Submission(sent, hash, result);
        if (!isKey(sent.key())) {
            submission.reject(Rejections.invalid(
                    "idempotency_key", "An idempotency key has 1 to " + MAX_KEY_LENGTH + " printable characters."));
        } else if (!mailbox.post(submission)) {
            submission.reject(mailbox.isClosed() ? stopping() : busy());
        }
        return result;
    }

    /** Any thread; the subscriber is called on the writer's thread, from the cursor if it can be continued. */
    public Subscription subscribe(@Nullable Cursor from, SessionSubscriber subscriber) {
        if (!mailbox.post(new Subscribe(subscriber, from))) {
            subscriber.ended(mailbox.isClosed() ? SessionSubscriber.End.STOPPED : SessionSubscriber.End.BUSY);
            return () -> {};
        }
        return () -> mailbox.post(new Unsubscribe(subscriber));
    }

    /** Gives the writer a virtual thread of its own. */
    public void start() {
        Thread.ofVirtual().name("session-" + id()).start(this::run);
    }

    /** Stops after what is in the mailbox; the future completes when the thread is done. */
    public CompletableFuture<Void> stop() {
        mailbox.post(new Stop());
        mailbox.close();
        return stopped;
    }

    private void run() {
        try {
            while (!stopped.isDone()) {
                Work first = mailbox.take(TimeUnit.SECONDS.toNanos(60));
                if (first != null) {
                    work(first);
                }
                if (mailbox.isClosed() && mailbox.size() == 0) {
                    finish();
                }
            }
        } catch (InterruptedException _) {
            finish();
        } catch (RuntimeException | Error e) {
            log.error("session {} stops: its writer failed", id(), e);
            finish();
        }
    }

    /** Does what is in the mailbox and returns whether there was anything; owner thread only, for virtual time. */
    public boolean doWork() {
        Work first = mailbox.poll();
        if (first == null) {
            return false;
        }
        work(first);
        return true;
    }

    private void work(Work first) {
        var batch = new Batch(state);
        @Nullable Work next = first;
        while (next != null) {
            switch (next) {
                case Submission submission -> decide(submission, batch);
                case Subscribe subscribe -> {
                    commit(batch);
                    batch = new Batch(state);
                    subscribers.add(subscribe.subscriber(), subscribe.from(), state);
                }
                case Unsubscribe unsubscribe -> subscribers.remove(unsubscribe.subscriber());
                case Stop _ -> {
                    commit(batch);
                    finish();
                    return;
                }
            }
            next = batch.decided().size() < MAX_BATCH ? mailbox.poll() : null;
        }
        commit(batch);
    }

    private void decide(Submission submission, Batch batch) {
        Rejection refused = refusing;
        if (refused != null) {
            refuse(submission, refused);
            return;
        }
        Batch.Decided twin = batch.earlier(submission);
        if (twin != null) {
            follow(twin.submission(), submission);
            return;
        }
        try {
            CommandResult before = repeated(submission);
            if (before != null) {
                submission.result().complete(before);
                return;
            }
        } catch (StoreException e) {
            refuse(submission, failed(e));
            return;
        }
        try {
            Rejection rejection = batch.decide(submission, decider, context(submission), ports.ids());
            if (rejection != null) {
                refuse(submission, rejection);
            }
        } catch (RuntimeException e) {
            WriterLog.failed(id(), submission.sent(), e);
            refuse(submission, internal());
        }
    }

    private void refuse(Submission submission, Rejection rejection) {
        WriterLog.refused(id(), submission.sent(), rejection);
        submission.reject(rejection);
    }

    private DecideContext context(Submission submission) {
        EventId firstEvent = ports.ids()
                .of(id(), submission.sent().actor(), submission.sent().key(), 0);
        return new DecideContext(
                submission.sent().actor(),
                ports.clocks().wall().now().toEpochMilli(),
                firstEvent,
                ports.codes().joinCode(),
                ports.codes().inviteCode(),
                ports.clocks().session().nowUs());
    }

    /** The same command twice in one batch: the second gets what the first gets. */
    @SuppressWarnings("FutureReturnValueIgnored") // results complete with values, never with exceptions
    private static void follow(Submission first, Submission second) {
        if (first.hash().equals(second.hash())) {
            first.result().thenAccept(result -> second.result().complete(asRepeated(result)));
        } else {
            second.reject(keyReused());
        }
    }

    /** What this command did when it came before, or null when it is new. */
    private @Nullable CommandResult repeated(Submission submission) {
        var events = new ArrayList<CommittedEvent>();
        Optional<CommittedEvent> found = event(submission, 0);
        if (found.isEmpty()) {
            return null;
        }
        if (!found.get().commandHash().equals(submission.hash())) {
            return new CommandResult.Rejected(keyReused());
        }
        while (found.isPresent()) {
            events.add(found.get());
            found = event(submission, events.size());
        }
        return new CommandResult.Accepted(events, cursor(), true);
    }

    private Optional<CommittedEvent> event(Submission submission, int i) {
        return ports.store()
                .find(ports.ids()
                        .of(id(), submission.sent().actor(), submission.sent().key(), i));
    }

    private void commit(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<CommittedEvent> committed;
        try {
            committed = batch.events().isEmpty() ? List.of() : ports.store().append(id(), batch.events());
        } catch (StoreException e) {
            Rejection rejection = failed(e);
            batch.decided().forEach(decided -> refuse(decided.submission(), rejection));
            return;
        }
        state = batch.state();
        subscribers.publish(committed);
        tell(committed);
        for (Batch.Decided decided : batch.decided()) {
            List<CommittedEvent> own = committed.subList(decided.from(), decided.to());
            var accepted = new CommandResult.Accepted(own, cursor(), false);
            WriterLog.done(id(), decided.submission().sent(), accepted);
            decided.submission().result().complete(accepted);
        }
        keepSnapshot();
    }

    /** What is committed is committed: a listener that fails neither undoes it nor stops the writer. */
    private void tell(List<CommittedEvent> committed) {
        if (committed.isEmpty()) {
            return;
        }
        try {
            ports.listener().committed(state, committed);
        } catch (RuntimeException e) {
            log.error("session {}: a listener failed at event {}", id(), state.sequence(), e);
        }
    }

    private void keepSnapshot() {
        if (state.sequence() - snapshotSequence < SNAPSHOT_EVERY) {
            return;
        }
        snapshotSequence = state.sequence();
        try {
            ports.store().keep(new Snapshot(state));
        } catch (StoreException e) {
            log.warn("session {} keeps no snapshot now; the log is whole", id(), e);
        }
    }

    private void finish() {
        mailbox.close();
        for (Work work = mailbox.poll(); work != null; work = mailbox.poll()) {
            if (work instanceof Submission submission) {
                submission.reject(stopping());
            } else if (work instanceof Subscribe subscribe) {
                subscribe.subscriber().ended(SessionSubscriber.End.STOPPED);
            }
        }
        subscribers.end(SessionSubscriber.End.STOPPED);
        stopped.complete(null);
    }

    private Rejection failed(StoreException e) {
        if (e.kind() == StoreException.Kind.FULL) {
            log.error("session {} saved nothing: the disk is full", id(), e);
            return Rejection.of(
                    RejectionCode.STORAGE_FULL,
                    "The hub's disk is full, so this was not saved. Free some space and try again.");
        }
        log.error("session {} takes no more commands until the hub starts again", id(), e);
        Rejection rejection = Rejection.of(
                RejectionCode.STORAGE_FAILED,
                "The hub's disk failed. Nothing more is saved until the hub starts again; talking goes on.");
        refusing = rejection;
        return rejection;
    }

    private static CommandResult asRepeated(CommandResult result) {
        return result instanceof CommandResult.Accepted done
                ? new CommandResult.Accepted(done.events(), done.cursor(), true)
                : result;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.length() <= MAX_KEY_LENGTH && key.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    private static Rejection keyReused() {
        return Rejection.of(
                RejectionCode.IDEMPOTENCY_KEY_REUSED,
                "This idempotency key stands for another command. Take a new one.");
    }

    private static Rejection busy() {
        return Rejection.of(RejectionCode.BUSY, "The session has too much to do. Try again in a moment.");
    }

    private static Rejection internal() {
        return Rejection.of(
                RejectionCode.INTERNAL, "The hub could not do this, and changed nothing. Its log says why.");
    }

    private static Rejection stopping() {
        return Rejection.of(RejectionCode.STOPPING, "The hub stops just now. Try again when it is back.");
    }
}
