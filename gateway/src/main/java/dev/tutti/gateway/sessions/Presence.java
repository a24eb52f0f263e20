package dev.tutti.gateway.sessions;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.ParticipantMessages.PresenceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who can be reached just now, by open connections and what their pages say. In memory only; thread-safe. */
public final class Presence {
    private final NanoClock clock;
    private final long startedNs;
    private final Map<Key, Entry> entries = new HashMap<>();

    /** A state and when it began. */
    public record Seen(PresenceState state, long sinceMs) {}

    private record Key(SessionId session, UserId user) {}

    private record Entry(int connections, PresenceState state, long sinceNs) {}

    public Presence(NanoClock clock) {
        this.clock = clock;
        startedNs = clock.nanoTime();
    }

    /** A connection opened; the new state when that changes it. */
    public synchronized Optional<Seen> connected(SessionId session, UserId user) {
        Entry before = entry(session, user);
        return change(session, user, before, before.connections + 1, PresenceState.HERE);
    }

    /** A connection closed; the new state when it was the last. */
    public synchronized Optional<Seen> disconnected(SessionId session, UserId user) {
        Entry before = entry(session, user);
        int left = Math.max(0, before.connections - 1);
        return change(session, user, before, left, left == 0 ? PresenceState.GONE : before.state);
    }

    /** A page came to the front or went to the back. */
    public synchronized Optional<Seen> says(SessionId session, UserId user, PresenceState state) {
        Entry before = entry(session, user);
        if (before.connections == 0 || state == PresenceState.GONE) {
            return Optional.empty();
        }
        return change(session, user, before, before.connections, state);
    }

    public synchronized PresenceState state(SessionId session, UserId user) {
        return entry(session, user).state;
    }

    /** How long that user has had no connection, at most as long as the hub is up; 0 while there is one. */
    public synchronized long goneMs(SessionId session, UserId user) {
        Entry entry = entry(session, user);
        return entry.state == PresenceState.GONE ? (clock.nanoTime() - entry.sinceNs) / 1_000_000 : 0;
    }

    /** Forgets a session that has ended. */
    public synchronized void forget(SessionId session) {
        entries.keySet().removeIf(key -> key.session.equals(session));
    }

    private Entry entry(SessionId session, UserId user) {
        Entry entry = entries.get(new Key(session, user));
        return entry == null ? new Entry(0, PresenceState.GONE, startedNs) : entry;
    }

    private Optional<Seen> change(SessionId session, UserId user, Entry before, int connections, PresenceState state) {
        boolean changed = before.state != state;
        var after = new Entry(connections, state, changed ? clock.nanoTime() : before.sinceNs);
        entries.put(new Key(session, user), after);
        return changed ? Optional.of(new Seen(state, 0)) : Optional.empty();
    }
}
