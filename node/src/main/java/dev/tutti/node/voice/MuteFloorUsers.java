package dev.tutti.node.voice;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whose mute button is the floor: those whose last media token was for an SDK that knows no Tutti. Thread-safe. */
final class MuteFloorUsers {
    private record Key(SessionId session, UserId user) {}

    private final Set<Key> users = ConcurrentHashMap.newKeySet();

    void set(SessionId session, UserId user, boolean muteIsFloor) {
        var key = new Key(session, user);
        if (muteIsFloor) {
            users.add(key);
        } else {
            users.remove(key);
        }
    }

    boolean contains(SessionId session, UserId user) {
        return users.contains(new Key(session, user));
    }

    void forget(SessionId session) {
        users.removeIf(key -> key.session().equals(session));
    }
}
