package dev.tutti.gateway.sessions;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.ParticipantMessages.PresenceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who can be reached just now: here, by open connections and what their pages say, and at other nodes, as those tell. In
 * memory only; thread-safe.
 */
public final class Presence {
    /** People at other nodes that are remembered. */
    private static final int MAX_ELSEWHERE = 10_000;

    private final NanoClock clock;
    private final long startedNs;
    private final Map<Key, Here> here = new HashMap<>();
    private final Map<Key, Map<String, PresenceState>> elsewhere = new HashMap<>();
    private final Map<Key, Shown> shown = new HashMap<>();
    private volatile Listener listener = (_, _) -> {};

    /** A state and when it began. */
    public record Seen(PresenceState state, long sinceMs) {}

    /** How somebody is at one node. */
    public record Person(SessionId session, UserId user, PresenceState state) {}

    /** Hears that somebody's state at this node may have changed; any thread, does not block. */
    @FunctionalInterface
    public interface Listener {
        void changed(SessionId session, UserId user);
    }

    private record Key(SessionId session, UserId user) {}

    private record Here(int connections, PresenceState state) {
        static final Here NOBODY = new Here(0, PresenceState.GONE);
    }

    private record Shown(PresenceState state, long sinceNs) {}

    public Presence(NanoClock clock) {
        this.clock = clock;
        startedNs = clock.nanoTime();
    }

    public void listen(Listener to) {
        listener = to;
    }

    /** A connection opened; the new state when that changes it. */
    public Optional<Seen> connected(SessionId session, UserId user) {
        return told(session, user, before -> new Here(before.connections + 1, PresenceState.HERE));
    }

    /** A connection closed; the new state when it was the last. */
    public Optional<Seen> disconnected(SessionId session, UserId user) {
        return told(
                session,
                user,
                before -> before.connections <= 1 ? Here.NOBODY : new Here(before.connections - 1, before.state));
    }

    /** A page came to the front or went to the back. */
    public Optional<Seen> says(SessionId session, UserId user, PresenceState state) {
        return told(
                session,
                user,
                before -> before.connections == 0 || state == PresenceState.GONE
                        ? before
                        : new Here(before.connections, state));
    }

    @FunctionalInterface
    private interface Change {
        Here of(Here before);
    }

    private Optional<Seen> told(SessionId session, UserId user, Change change) {
        Optional<Seen> seen;
        synchronized (this) {
            var key = new Key(session, user);
            Here after = change.of(here.getOrDefault(key, Here.NOBODY));
            if (after.connections == 0) {
                here.remove(key);
            } else {
                here.put(key, after);
            }
            seen = look(key);
        }
        listener.changed(session, user);
        return seen;
    }

    /**
     * What another node tells of those at it; whose state that changes.
     *
     * @param whole nobody else is at that node
     */
    public synchronized List<Person> elsewhere(String node, boolean whole, List<Person> people) {
        Set<Key> touched = new HashSet<>();
        if (whole) {
            elsewhere.forEach((key, nodes) -> {
                if (nodes.remove(node) != null) {
                    touched.add(key);
                }
            });
        }
        for (Person person : people) {
            var key = new Key(person.session, person.user);
            if (person.state == PresenceState.GONE) {
                elsewhere.getOrDefault(key, new HashMap<>()).remove(node);
            } else if (elsewhere.size() < MAX_ELSEWHERE || elsewhere.containsKey(key)) {
                elsewhere.computeIfAbsent(key, _ -> new HashMap<>()).put(node, person.state);
            }
            touched.add(key);
        }
        elsewhere.values().removeIf(Map::isEmpty);
        var changed = new ArrayList<Person>();
        touched.forEach(key -> look(key).ifPresent(seen -> changed.add(new Person(key.session, key.user, seen.state))));
        return changed;
    }

    /** How somebody is at this node. */
    public synchronized PresenceState here(SessionId session, UserId user) {
        return here.getOrDefault(new Key(session, user), Here.NOBODY).state;
    }

    /** Everybody who is at this node. */
    public synchronized List<Person> allHere() {
        return here.entrySet().stream()
                .map(one -> new Person(one.getKey().session, one.getKey().user, one.getValue().state))
                .toList();
    }

    public synchronized PresenceState state(SessionId session, UserId user) {
        return shown(new Key(session, user)).state;
    }

    /** How long that user has had no connection, at most as long as the hub is up; 0 while there is one. */
    public synchronized long goneMs(SessionId session, UserId user) {
        Shown now = shown(new Key(session, user));
        return now.state == PresenceState.GONE ? (clock.nanoTime() - now.sinceNs) / 1_000_000 : 0;
    }

    /** Forgets a session that has ended. */
    public synchronized void forget(SessionId session) {
        here.keySet().removeIf(key -> key.session.equals(session));
        elsewhere.keySet().removeIf(key -> key.session.equals(session));
        shown.keySet().removeIf(key -> key.session.equals(session));
    }

    private Shown shown(Key key) {
        Shown now = shown.get(key);
        return now == null ? new Shown(PresenceState.GONE, startedNs) : now;
    }

    /** The best that any node says of them; when that is new. */
    private Optional<Seen> look(Key key) {
        PresenceState best = here.getOrDefault(key, Here.NOBODY).state;
        for (PresenceState state : elsewhere.getOrDefault(key, Map.of()).values()) {
            best = state.compareTo(best) < 0 ? state : best;
        }
        if (shown(key).state == best) {
            return Optional.empty();
        }
        shown.put(key, new Shown(best, clock.nanoTime()));
        return Optional.of(new Seen(best, 0));
    }
}
