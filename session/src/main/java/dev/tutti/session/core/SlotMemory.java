package dev.tutti.session.core;

import dev.tutti.foundation.Mailbox;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which slot each person filled last, across sessions and restarts, to be suggested when they come again.
 *
 * <p>Writers tell it of commits and never wait: facts are written on a virtual thread of its own. It is a suggestion, so
 * what cannot be kept is lost with a line in the log.
 */
public final class SlotMemory implements CommitListener, AutoCloseable {
    /** Beyond it, who came longest ago is forgotten. */
    static final int MAX_PEOPLE = 2_000;

    private static final String PREFIX = "slot.memory/";
    private static final int MAILBOX = 1_024;

    private static final Logger log = LoggerFactory.getLogger(SlotMemory.class);

    private final FactStore facts;
    private final int maxPeople;
    private final Map<UserId, Held> people = new LinkedHashMap<>();
    private final Mailbox<Change> mailbox = new Mailbox<>(MAILBOX);
    private final Thread thread;

    private record Held(SlotName slot, long atMs) {}

    /** What is to be written; no slot means forgetting. */
    private record Change(UserId userId, @Nullable Held held) {}

    /** Reads what was kept; blocks. */
    public SlotMemory(FactStore facts) {
        this(facts, MAX_PEOPLE);
    }

    SlotMemory(FactStore facts, int maxPeople) {
        this.facts = facts;
        this.maxPeople = maxPeople;
        read();
        thread = Thread.ofVirtual().name("slot-memory").start(this::run);
    }

    private void read() {
        var found = new LinkedHashMap<UserId, Held>();
        for (String key : facts.keys(PREFIX, 2 * maxPeople)) {
            String user = key.substring(PREFIX.length());
            facts.get(key)
                    .flatMap(SlotMemory::decode)
                    .filter(_ -> UserId.isValid(user))
                    .ifPresent(held -> found.put(new UserId(user), held));
        }
        found.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().atMs()))
                .forEach(entry -> people.put(entry.getKey(), entry.getValue()));
    }

    /** What that person filled last. */
    public synchronized Optional<SlotName> heldBefore(UserId userId) {
        return Optional.ofNullable(people.get(userId)).map(Held::slot);
    }

    @Override
    public void committed(SessionState state, List<CommittedEvent> events) {
        for (CommittedEvent committed : events) {
            if (committed.event() instanceof SlotEvent.SlotAssigned assigned && assigned.songId() == null) {
                remember(assigned.userId(), new Held(assigned.slotName(), committed.atMs()));
            }
        }
    }

    private synchronized void remember(UserId userId, Held held) {
        people.remove(userId);
        people.put(userId, held);
        post(new Change(userId, held));
        if (people.size() > maxPeople) {
            UserId eldest = people.keySet().iterator().next();
            people.remove(eldest);
            post(new Change(eldest, null));
        }
    }

    private void post(Change change) {
        if (!mailbox.post(change)) {
            log.warn("the slot of {} is not kept: too much to do", change.userId());
        }
    }

    private void run() {
        try {
            while (!mailbox.isClosed() || mailbox.size() > 0) {
                Change change = mailbox.take(TimeUnit.MILLISECONDS.toNanos(200));
                if (change != null) {
                    write(change);
                }
            }
        } catch (InterruptedException _) {
            log.info("slot memory stops");
        }
    }

    private void write(Change change) {
        String key = PREFIX + change.userId();
        try {
            if (change.held() == null) {
                facts.delete(key);
            } else {
                facts.put(key, encode(change.held()));
            }
        } catch (StoreException e) {
            log.warn("the slot of {} is not kept", change.userId(), e);
        }
    }

    private static byte[] encode(Held held) {
        byte[] name = held.slot().value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(held.atMs())
                .put(name)
                .array();
    }

    private static Optional<Held> decode(byte[] value) {
        if (value.length <= Long.BYTES) {
            return Optional.empty();
        }
        String name = new String(value, Long.BYTES, value.length - Long.BYTES, StandardCharsets.US_ASCII);
        long atMs = ByteBuffer.wrap(value).getLong();
        return SlotName.read(name).map(slot -> new Held(slot, atMs));
    }

    /** Writes what is waiting, at most for a few seconds. */
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
