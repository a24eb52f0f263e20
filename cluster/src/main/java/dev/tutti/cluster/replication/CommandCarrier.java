package dev.tutti.cluster.replication;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Cursor;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.Pen;
import dev.tutti.wire.ClientMessage.Command;
import dev.tutti.wire.ClientMessage.CommandResult;
import dev.tutti.wire.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A learner's commands on their way to the writer: sent again while nobody answers, under the same key, so that they are
 * done once (cluster.md C5). Thread-safe.
 */
public final class CommandCarrier {
    static final int MAX_OPEN = 4_096;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(8);
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<Command> way;
    private final CommandText text;
    private final NanoClock clock;
    private final Map<Key, Open> open = new ConcurrentHashMap<>();

    private record Key(SessionId session, UserId user, String key) {}

    private record Open(Command command, long sinceNs, CompletableFuture<Pen.Carried> said) {}

    /** @param way to the writer; what it is given may be lost */
    public CommandCarrier(Consumer<Command> way, CommandText text, NanoClock clock) {
        this.way = way;
        this.text = text;
        this.clock = clock;
    }

    public CompletableFuture<Pen.Carried> carry(Command command) {
        var fresh = new Open(command, clock.nanoTime(), new CompletableFuture<>());
        Open there = open.size() >= MAX_OPEN
                ? null
                : open.computeIfAbsent(new Key(command.sessionId(), command.userId(), command.key()), _ -> fresh);
        if (there == null) {
            return refused(RejectionCode.BUSY, "Too much waits for the hub. Try again in a moment.");
        }
        if (!isSame(there.command(), command)) {
            return refused(
                    RejectionCode.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key stands for another command. Take a new one.");
        }
        way.accept(command);
        return there.said();
    }

    /** Whatever request asked for it. */
    private static boolean isSame(Command one, Command other) {
        return one.name().equals(other.name()) && one.body().equals(other.body());
    }

    private static CompletableFuture<Pen.Carried> refused(RejectionCode code, String why) {
        return CompletableFuture.completedFuture(new Pen.Carried.Refused(Rejection.of(code, why)));
    }

    /** The writer says what became of one. */
    public void received(CommandResult result) {
        Open one = open.remove(new Key(result.sessionId(), result.userId(), result.key()));
        if (one == null) {
            return;
        }
        if (result.outcome() == Outcome.REJECTED) {
            one.said().complete(new Pen.Carried.Refused(text.rejection(result.code(), result.detail())));
            return;
        }
        if (result.outcome() == Outcome.PROVISIONAL) {
            one.said().complete(new Pen.Carried.Provisional(result.events(), result.copies()));
            return;
        }
        long sequence = Cursor.decode(result.cursor()).map(Cursor::sequence).orElse(0L);
        one.said().complete(new Pen.Carried.Done(result.events(), sequence, result.copies()));
    }

    /** The way to the writer is new: what was on it may be lost. */
    public void again() {
        open.values().forEach(one -> way.accept(one.command()));
    }

    /** Gives up what is too old: whoever asked asks again, with the same key. */
    public void doWork() {
        long now = clock.nanoTime();
        for (Map.Entry<Key, Open> entry : List.copyOf(open.entrySet())) {
            Open one = entry.getValue();
            long age = now - one.sinceNs();
            if (age > PATIENCE_NS && open.remove(entry.getKey(), one)) {
                one.said()
                        .complete(new Pen.Carried.Refused(Rejection.of(
                                RejectionCode.BUSY,
                                "The hub does not answer. It may be done: send it again with the same key.")));
            } else if (age > AGAIN_NS) {
                way.accept(one.command());
            }
        }
    }

    public int size() {
        return open.size();
    }
}
