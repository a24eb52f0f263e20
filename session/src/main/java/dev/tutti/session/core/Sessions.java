package dev.tutti.session.core;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CreateSession;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.channels.ChannelsDecider;
import dev.tutti.session.lifecycle.LifecycleDecider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions of a hub: opened from the store at the start, made, found. Thread-safe. */
public final class Sessions implements AutoCloseable {
    /** Live at the same time. */
    public static final int MAX_LIVE = 256;

    private static final int CARRY_S = 8;

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /** What became of a wish for a new session. */
    public sealed interface Creation {
        /** It is there; repeated when the same key had made it before. */
        record Created(SessionWriter session, boolean repeated) implements Creation {}

        record Refused(Rejection rejection) implements Creation {}
    }

    private final SessionWriter.Ports ports;
    private final LifecycleDecider lifecycle;
    private final Map<SessionId, SessionWriter> writers = new ConcurrentHashMap<>();
    private final Map<SessionId, CompletableFuture<SessionWriter>> arriving = new ConcurrentHashMap<>();
    private final ReentrantLock creating = new ReentrantLock();

    private Sessions(
            EventStore store, SessionWriter.Clocks clocks, Entropy entropy, CommitListener listener, Setup setup) {
        lifecycle = new LifecycleDecider(setup.talkLimitS());
        ports = new SessionWriter.Ports(store, clocks, new Codes(entropy), listener, EventIds.HASHED, setup.pen());
    }

    /** With what new sessions begin, and who decides. */
    public record Setup(int talkLimitS, Pen pen) {}

    /** Reads every session and starts a writer for each that has not ended. */
    public static Sessions open(
            EventStore store, SessionWriter.Clocks clocks, Entropy entropy, CommitListener listener) {
        return open(store, clocks, entropy, listener, new Setup(Settings.TALK_LIMIT_S, Pen.ALONE));
    }

    /** As above, among other nodes. */
    public static Sessions open(
            EventStore store, SessionWriter.Clocks clocks, Entropy entropy, CommitListener listener, Setup setup) {
        var sessions = new Sessions(store, clocks, entropy, listener, setup);
        sessions.recover();
        return sessions;
    }

    private void recover() {
        for (EventStore.SessionHead head : ports.store().sessions()) {
            if (!head.closed()) {
                SessionWriter writer = SessionWriter.recover(head.id(), ports);
                ports.listener().committed(writer.state(), List.of());
                writers.put(head.id(), writer);
                writer.start();
            }
        }
        log.info("{} sessions are open", writers.size());
    }

    /**
     * Shows events that were copied to the store from another node's writer; blocks only where a session is new. One
     * thread at a time. False when a session has too much to do: it is made good by the next call with events of it.
     */
    public boolean follow(List<CommittedEvent> events) {
        var bySession = new LinkedHashMap<SessionId, List<CommittedEvent>>();
        events.forEach(event -> bySession
                .computeIfAbsent(event.sessionId(), _ -> new ArrayList<>())
                .add(event));
        boolean all = true;
        for (Map.Entry<SessionId, List<CommittedEvent>> own : bySession.entrySet()) {
            SessionWriter writer = writers.get(own.getKey());
            if (writer != null) {
                all &= writer.follow(own.getValue());
            } else {
                begin(own.getKey(), own.getValue());
            }
        }
        return all;
    }

    /** Shows what an island decided until the log has it; any thread. */
    public void provisional(List<BranchedCommand> commands) {
        bySession(commands).forEach((id, own) -> find(id).ifPresent(writer -> writer.provisional(own)));
    }

    /**
     * Decides again what an island had decided and appends it; one thread at a time, blocks only where a session had ended.
     * True when all of it is in the log; what belongs to a session that this log never had is left where it is.
     *
     * @param own the branches on which it was decided
     */
    public CompletableFuture<Boolean> importBranch(List<BranchedCommand> commands, Set<Epoch> own) {
        var done = new ArrayList<CompletableFuture<Boolean>>();
        bySession(commands).forEach((id, of) -> {
            Optional<SessionWriter> writer = find(id).or(() -> ended(id));
            if (writer.isPresent()) {
                done.add(writer.get().importBranch(of, own));
            } else {
                log.warn("An island's {} changes belong to session {}, which is not in this log", of.size(), id);
            }
        });
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                .thenApply(_ -> done.stream().allMatch(CompletableFuture::join));
    }

    private static Map<SessionId, List<BranchedCommand>> bySession(List<BranchedCommand> commands) {
        return commands.stream()
                .collect(Collectors.groupingBy(BranchedCommand::sessionId, LinkedHashMap::new, Collectors.toList()));
    }

    /** What an island did in it is set aside, but not lost. */
    private Optional<SessionWriter> ended(SessionId id) {
        if (ports.store().read(id, 0, 1).isEmpty()) {
            return Optional.empty();
        }
        SessionWriter writer = SessionWriter.recover(id, ports);
        writers.put(id, writer);
        writer.start();
        return Optional.of(writer);
    }

    /** One that begins here only now, or that had ended when this node started and gets the rest of its history. */
    private void begin(SessionId id, List<CommittedEvent> events) {
        if (events.getFirst().sequence() > 1) {
            return;
        }
        SessionState state = SessionState.begin(events.getFirst());
        for (CommittedEvent event : events.subList(1, events.size())) {
            state = state.apply(event);
        }
        var writer = new SessionWriter(state, ports);
        ports.listener().committed(state, events);
        writers.put(id, writer);
        writer.start();
        CompletableFuture<SessionWriter> awaited = arriving.get(id);
        if (awaited != null) {
            awaited.complete(writer);
        }
    }

    /** Stops every session, lets the caller change the store, and opens what is in it then. */
    public void reopen(Runnable change) {
        creating.lock();
        try {
            close();
            change.run();
            recover();
        } finally {
            creating.unlock();
        }
    }

    /** Blocks until the session is on the disk. The caller has checked that the actor may make one. */
    public Creation create(UserId actor, String idempotencyKey, CreateSession command) {
        if (idempotencyKey.isEmpty() || idempotencyKey.length() > SessionWriter.MAX_KEY_LENGTH) {
            return refused(Rejections.invalid("idempotency_key", "An idempotency key has 1 to 128 characters."));
        }
        // The id follows from who asks and the key, so that asking again finds the same session.
        var id = new SessionId(new Sha256()
                .text("session")
                .text(actor.value())
                .text(idempotencyKey)
                .hex(16));
        if (!ports.pen().isHere()) {
            return carried(id, actor, idempotencyKey, command);
        }
        String hash = new Sha256().text(command.toString()).hex(16);
        creating.lock();
        try {
            if (!ports.pen().isHere()) {
                return refused(Refusals.unknown());
            }
            Optional<CommittedEvent> first =
                    ports.store().read(id, 0, 1).stream().findFirst();
            return first.isPresent() ? again(first.get(), hash) : begin(id, actor, idempotencyKey, command, hash);
        } catch (StoreException e) {
            log.error("no session was made: the store failed", e);
            RejectionCode code = Refusals.forNow(id, e).map(Rejection::code).orElse(RejectionCode.STORAGE_FAILED);
            return refused(
                    Rejection.of(code, "The hub's disk did not take the session. Look at its space and its log."));
        } finally {
            creating.unlock();
        }
    }

    /** The writer makes it; it is here when the writer's log has come so far. */
    private Creation carried(SessionId id, UserId actor, String key, CreateSession command) {
        CompletableFuture<SessionWriter> here = arriving.computeIfAbsent(id, _ -> new CompletableFuture<>());
        try {
            Pen.Carried said = ports.pen().create(id, actor, key, command).get(CARRY_S, TimeUnit.SECONDS);
            if (said instanceof Pen.Carried.Refused no) {
                return refused(no.rejection());
            }
            SessionWriter known = writers.get(id);
            return new Creation.Created(known != null ? known : here.get(CARRY_S, TimeUnit.SECONDS), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Refusals.unknown());
        } catch (ExecutionException | TimeoutException e) {
            return refused(Refusals.unknown());
        } finally {
            arriving.remove(id, here);
        }
    }

    private Creation again(CommittedEvent first, String hash) {
        if (!first.commandHash().equals(hash)) {
            return refused(Rejection.of(
                    RejectionCode.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key stands for another command. Take a new one."));
        }
        SessionWriter writer = writers.get(first.sessionId());
        return writer == null ? refused(Rejections.sessionClosed()) : new Creation.Created(writer, true);
    }

    private Creation begin(SessionId id, UserId actor, String key, CreateSession command, String hash) {
        if (live().size() >= MAX_LIVE) {
            return refused(Rejections.limit("This hub has " + MAX_LIVE + " sessions open. End one first."));
        }
        long atMs = ports.clocks().wall().now().toEpochMilli();
        EventId firstEvent = ports.ids().of(id, actor, key, 0);
        var context = new DecideContext(
                actor,
                atMs,
                firstEvent,
                ports.codes().joinCode(),
                ports.codes().inviteCode(),
                ports.clocks().session().nowUs());
        Decision decision = lifecycle.create(command, context, channel -> ChannelsDecider.all(channel, command.kind()));
        List<Event> events;
        switch (decision) {
            case Decision.Reject reject -> {
                return refused(reject.rejection());
            }
            case Decision.Accept accept -> events = accept.events();
        }
        var proposed = new ArrayList<ProposedEvent>();
        for (int i = 0; i < events.size(); i++) {
            EventId eventId = ports.ids().of(id, actor, key, i);
            proposed.add(new ProposedEvent(id, i + 1L, eventId, actor, key, hash, atMs, events.get(i)));
        }
        List<CommittedEvent> committed = ports.store().append(id, proposed);
        SessionState state = SessionState.begin(committed.getFirst());
        for (CommittedEvent event : committed.subList(1, committed.size())) {
            state = state.apply(event);
        }
        var writer = new SessionWriter(state, ports);
        ports.listener().committed(state, committed);
        writers.put(id, writer);
        writer.start();
        return new Creation.Created(writer, false);
    }

    private static Creation refused(Rejection rejection) {
        return new Creation.Refused(rejection);
    }

    /** Also one that ended while this hub was up; after a restart only live ones. */
    public Optional<SessionWriter> find(SessionId id) {
        return Optional.ofNullable(writers.get(id));
    }

    /** The live session with that code. */
    public Optional<SessionWriter> find(JoinCode code) {
        return live().stream()
                .filter(writer -> writer.state().invites().code().equals(code))
                .findFirst();
    }

    /** The live session that made that invite; it may have expired. */
    public Optional<SessionWriter> find(InviteCode code) {
        return live().stream()
                .filter(writer -> writer.state().invites().find(code).isPresent())
                .findFirst();
    }

    public List<SessionWriter> live() {
        return writers.values().stream()
                .filter(writer -> !writer.state().isEnded())
                .sorted((a, b) ->
                        Long.compare(a.state().startedAtMs(), b.state().startedAtMs()))
                .toList();
    }

    public List<SessionWriter> discoverable() {
        return live().stream()
                .filter(writer -> writer.state().settings().discoverable())
                .toList();
    }

    /** Live sessions in which that user is or waits. */
    public List<SessionWriter> of(UserId userId) {
        return live().stream()
                .filter(writer -> writer.state().mayRefresh(userId))
                .toList();
    }

    /** Stops every writer after what it has been given; the store stays open. */
    @Override
    public void close() {
        CompletableFuture<?>[] stopping =
                writers.values().stream().map(SessionWriter::stop).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stopping).join();
        writers.clear();
    }

    /** Draws codes that no live session has. */
    private final class Codes implements CodeSource {
        private final Entropy entropy;

        Codes(Entropy entropy) {
            this.entropy = entropy;
        }

        @Override
        public JoinCode joinCode() {
            @Nullable JoinCode code = null;
            while (code == null || find(code).isPresent()) {
                code = JoinCode.draw(entropy);
            }
            return code;
        }

        @Override
        public InviteCode inviteCode() {
            return InviteCode.draw(entropy);
        }
    }
}
