package dev.tutti.session.core;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.Mailbox;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.DecideContext;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.Rejection;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);

    /** What every writer of a hub shares. */
    public record Ports(
            EventStore store, Clocks clocks, CodeSource codes, CommitListener listener, EventIds ids, Pen pen) {
        /** Of a node by itself. */
        public Ports(EventStore store, Clocks clocks, CodeSource codes, CommitListener listener, EventIds ids) {
            this(store, clocks, codes, listener, ids, Pen.ALONE);
        }
    }

    /** Civil time for people, session time for the music. */
    public record Clocks(WallClock wall, SessionClock session) {}

    private final Ports ports;
    private final Mailbox<Work> mailbox = new Mailbox<>(MAILBOX);
    private final SessionDecider decider = new SessionDecider();
    private final PublishedState published;
    private final Following following;
    private final Repetition repetition;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Rejection refusing;

    /** A writer that continues after that state; somebody must {@link #start} it or call {@link #doWork}. */
    public SessionWriter(SessionState state, Ports ports) {
        this.ports = ports;
        published = new PublishedState(state, ports);
        repetition = new Repetition(state.id(), ports.store(), ports.ids());
        following = new Following(ports, decider, published, repetition);
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
        writer.published.snapshots().kept(snapshot.map(Snapshot::sequence).orElse(0L));
        return writer;
    }

    public SessionId id() {
        return published.shown().id();
    }

    /** What is shown: the newest committed state, and on it what an island decided; any thread. */
    public SessionState state() {
        return published.shown();
    }

    /** The place of {@link #state()} in the log, or on a branch while something in it is provisional; any thread. */
    public Cursor cursor() {
        return published.cursor();
    }

    /** How many changes in {@link #state()} an island decided and the writer has not; any thread. */
    public int provisional() {
        return published.provisional();
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
        var submission = new Work.Submission(sent, Repetition.hash(sent.command()), result);
        if (!Repetition.isKey(sent.key())) {
            submission.reject(Rejections.invalid(
                    "idempotency_key", "An idempotency key has 1 to " + MAX_KEY_LENGTH + " printable characters."));
        } else if (!mailbox.post(submission)) {
            submission.reject(mailbox.isClosed() ? Refusals.stopping() : Refusals.busy());
        }
        return result;
    }

    /**
     * Shows what another node's writer decided and what is in the store now; any thread. False when there is too much to
     * do: it is made good by the next one.
     */
    public boolean follow(List<CommittedEvent> events) {
        return mailbox.post(new Work.Follow(events));
    }

    /** Shows what an island decided until the main line has it; any thread. False when there is too much to do. */
    public boolean provisional(List<BranchedCommand> commands) {
        return mailbox.post(new Work.Provisional(commands));
    }

    /**
     * Decides again what an island had decided, in order, and appends it; any thread. True when all of it is in the log,
     * as itself or displaced; else nothing of it is, and it may be tried again.
     *
     * @param own the branches on which it was decided
     */
    public CompletableFuture<Boolean> importBranch(List<BranchedCommand> commands, Set<Epoch> own) {
        var done = new CompletableFuture<Boolean>();
        if (!mailbox.post(new Work.Import(commands, own, done))) {
            done.complete(false);
        }
        return done;
    }

    /** Any thread; the subscriber is called on the writer's thread, from the cursor if it can be continued. */
    public Subscription subscribe(@Nullable Cursor from, SessionSubscriber subscriber) {
        if (!mailbox.post(new Work.Subscribe(subscriber, from))) {
            subscriber.ended(mailbox.isClosed() ? SessionSubscriber.End.STOPPED : SessionSubscriber.End.BUSY);
            return () -> {};
        }
        return () -> mailbox.post(new Work.Unsubscribe(subscriber));
    }

    /** Gives the writer a virtual thread of its own. */
    public void start() {
        Thread.ofVirtual().name("session-" + id()).start(this::run);
    }

    /** Stops after what is in the mailbox; the future completes when the thread is done. */
    public CompletableFuture<Void> stop() {
        mailbox.post(new Work.Stop());
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
        var batch = new Batch(published.main());
        @Nullable Work next = first;
        while (next != null) {
            switch (next) {
                case Work.Submission submission -> decide(submission, batch);
                case Work.Subscribe subscribe -> {
                    commit(batch);
                    batch = new Batch(published.main());
                    published.subscribers().add(subscribe.subscriber(), subscribe.from(), state(), cursor());
                }
                case Work.Unsubscribe unsubscribe -> published.subscribers().remove(unsubscribe.subscriber());
                case Work.Follow follow -> {
                    commit(batch);
                    following.copied(follow.events());
                    batch = new Batch(published.main());
                }
                case Work.Provisional provisional -> {
                    commit(batch);
                    following.provisional(provisional.commands());
                    batch = new Batch(published.main());
                }
                case Work.Import wanted -> {
                    commit(batch);
                    wanted.done().complete(imported(wanted));
                    batch = new Batch(published.main());
                }
                case Work.Answered answered -> following.answered(answered.submission(), answered.said());
                case Work.Stop _ -> {
                    commit(batch);
                    finish();
                    return;
                }
            }
            next = batch.decided().size() < MAX_BATCH ? mailbox.poll() : null;
        }
        commit(batch);
    }

    private void decide(Work.Submission submission, Batch batch) {
        Rejection refused = refusing;
        if (refused != null) {
            refuse(submission, refused);
            return;
        }
        if (!ports.pen().isHere()) {
            elsewhere(submission);
            return;
        }
        if (published.line().has(submission.sent().actor())) {
            // It is being imported, and what he does next comes after it (cluster.md B8).
            refuse(submission, Refusals.unknown());
            return;
        }
        Batch.Decided twin = batch.earlier(submission);
        if (twin != null) {
            Repetition.follow(twin.submission(), submission);
            return;
        }
        try {
            CommandResult before = repetition.of(submission, published.mainCursor());
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
            refuse(submission, Refusals.internal());
        }
    }

    private void refuse(Work.Submission submission, Rejection rejection) {
        WriterLog.refused(id(), submission.sent(), rejection);
        submission.reject(rejection);
    }

    private DecideContext context(Work.Submission submission) {
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
        published.advance(batch.state(), committed);
        acknowledge(batch, committed);
    }

    private void acknowledge(Batch batch, List<CommittedEvent> committed) {
        Cursor now = published.mainCursor();
        long index = committed.isEmpty() ? 0 : committed.getLast().index();
        ports.pen().copies(index, copies -> {
            for (Batch.Decided decided : batch.decided()) {
                List<CommittedEvent> own = committed.subList(decided.from(), decided.to());
                var accepted = new CommandResult.Accepted(own, now, false, copies);
                WriterLog.done(id(), decided.submission().sent(), accepted);
                decided.submission().result().complete(accepted);
            }
        });
    }

    /** The writer is another node: it is asked, or while it is away the island decides. */
    private void elsewhere(Work.Submission submission) {
        try {
            following.submit(submission, context(submission), (asked, said) -> {
                if (!mailbox.post(new Work.Answered(asked, said))) {
                    asked.reject(Refusals.unknown());
                }
            });
        } catch (StoreException e) {
            refuse(submission, failed(e));
        } catch (RuntimeException e) {
            WriterLog.failed(id(), submission.sent(), e);
            refuse(submission, Refusals.internal());
        }
    }

    private boolean imported(Work.Import wanted) {
        if (refusing != null || !ports.pen().isHere()) {
            return false;
        }
        var importing = new Importing(published.main(), ports, decider, wanted.own());
        try {
            List<ProposedEvent> proposed = importing.propose(wanted.commands());
            List<CommittedEvent> committed =
                    proposed.isEmpty() ? List.of() : ports.store().append(id(), proposed);
            published.advance(importing.state(), committed);
            return true;
        } catch (StoreException e) {
            WriterLog.notImported(id(), failed(e));
        } catch (RuntimeException e) {
            log.error("session {} cannot import what an island decided", id(), e);
        }
        return false;
    }

    private void finish() {
        mailbox.close();
        for (Work work = mailbox.poll(); work != null; work = mailbox.poll()) {
            if (work instanceof Work.Submission submission) {
                submission.reject(Refusals.stopping());
            } else if (work instanceof Work.Answered answered) {
                answered.submission().reject(Refusals.unknown());
            } else if (work instanceof Work.Subscribe subscribe) {
                subscribe.subscriber().ended(SessionSubscriber.End.STOPPED);
            }
        }
        following.end();
        published.subscribers().end(SessionSubscriber.End.STOPPED);
        stopped.complete(null);
    }

    private Rejection failed(StoreException e) {
        return Refusals.forNow(id(), e).orElseGet(() -> refusing = Refusals.failed(id(), e));
    }
}
