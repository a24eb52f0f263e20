package dev.tutti.session.floor;

import dev.tutti.foundation.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The line of a channel: higher lanes first, in a lane who asked first; the leader's thread only. */
final class WaitingLine {
    private static final int MAX_VANISHED = 64;

    private final List<Waiting> line = new ArrayList<>();
    private final SequencedMap<UserId, Waiting> vanished = new LinkedHashMap<>();

    int size() {
        return line.size();
    }

    @Nullable Waiting first() {
        return line.isEmpty() ? null : line.getFirst();
    }

    @Nullable Waiting of(UserId userId) {
        for (Waiting waiting : line) {
            if (waiting.userId.equals(userId)) {
                return waiting;
            }
        }
        return null;
    }

    void add(Waiting waiting) {
        int place = line.size();
        while (place > 0 && waiting.goesBefore(line.get(place - 1))) {
            place--;
        }
        line.add(place, waiting);
    }

    void remove(Waiting waiting) {
        line.removeIf(other -> other.userId.equals(waiting.userId));
    }

    /** Was not heard of for too long, and leaves the line; perhaps its node was only cut off for a moment. */
    void vanish(Waiting waiting) {
        remove(waiting);
        vanished.putLast(waiting.userId, waiting);
        if (vanished.size() > MAX_VANISHED) {
            vanished.pollFirstEntry();
        }
    }

    /** The same request is heard of again: it stands where it stood. */
    void comesBack(Waiting waiting) {
        Waiting before = vanished.remove(waiting.userId);
        if (before != null && before.id.equals(waiting.id)) {
            waiting.askedAtNs = before.askedAtNs;
        }
    }

    /** From 1. */
    int position(Waiting waiting) {
        return line.indexOf(waiting) + 1;
    }

    List<Waiting> all() {
        return List.copyOf(line);
    }

    List<UserId> users() {
        return line.stream().map(waiting -> waiting.userId).toList();
    }
}
