package dev.tutti.node.voice;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What media knows of each person's microphone, and whether their mute button is the floor. Thread-safe. */
final class Voices {
    private record Key(SessionId session, UserId user) {}

    /** Their last media token was for an SDK that knows no Tutti. */
    private final Set<Key> muteIsFloor = ConcurrentHashMap.newKeySet();

    private final Set<Key> open = ConcurrentHashMap.newKeySet();

    void muteIsFloor(SessionId session, UserId user, boolean so) {
        put(muteIsFloor, session, user, so);
    }

    boolean muteIsFloor(SessionId session, UserId user) {
        return muteIsFloor.contains(new Key(session, user));
    }

    /** True when it was otherwise before. */
    boolean microphone(SessionId session, UserId user, boolean isOpen) {
        return put(open, session, user, isOpen);
    }

    boolean isMicrophoneOpen(SessionId session, UserId user) {
        return open.contains(new Key(session, user));
    }

    void forget(SessionId session, UserId user) {
        muteIsFloor(session, user, false);
        microphone(session, user, false);
    }

    void forget(SessionId session) {
        muteIsFloor.removeIf(key -> key.session().equals(session));
        open.removeIf(key -> key.session().equals(session));
    }

    private static boolean put(Set<Key> set, SessionId session, UserId user, boolean in) {
        var key = new Key(session, user);
        return in ? set.add(key) : set.remove(key);
    }
}
