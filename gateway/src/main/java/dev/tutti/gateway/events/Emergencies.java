package dev.tutti.gateway.events;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorUpdate;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest emergency of each channel, and who said that they heard it; in memory only. Thread-safe. */
final class Emergencies {
    /** So long after its end somebody may still say so. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long GOES_ON = Long.MAX_VALUE;

    private final NanoClock clock;
    private final Map<Place, Raised> newest = new HashMap<>();

    private record Place(SessionId session, ChannelId channel) {}

    private record Raised(UserId by, Set<UserId> heard, long endedNs) {}

    /** An emergency as those may see it who are told. */
    record Heard(ChannelId channel, UserId raisedBy, List<UserId> by) {}

    Emergencies(NanoClock clock) {
        this.clock = clock;
    }

    /** Somebody starts or stops; the floor's thread. */
    synchronized void talk(SessionId session, FloorUpdate.Talk talk) {
        var place = new Place(session, talk.channelId());
        Raised raised = newest.get(place);
        if (!talk.talking()) {
            if (raised != null && raised.by.equals(talk.userId())) {
                newest.put(place, new Raised(raised.by, raised.heard, clock.nanoTime()));
            }
        } else if (talk.emergency()) {
            newest.put(place, new Raised(talk.userId(), new LinkedHashSet<>(), GOES_ON));
        } else {
            newest.remove(place);
        }
    }

    /** Somebody heard it; empty when there is none, or no longer. */
    synchronized Optional<Heard> confirm(SessionId session, ChannelId channel, UserId user) {
        var place = new Place(session, channel);
        Raised raised = newest.get(place);
        if (raised == null || isOver(raised) || raised.by.equals(user)) {
            return Optional.empty();
        }
        raised.heard.add(user);
        return Optional.of(heard(place, raised));
    }

    private boolean isOver(Raised raised) {
        return raised.endedNs != GOES_ON && clock.nanoTime() - raised.endedNs > PATIENCE.toNanos();
    }

    private static Heard heard(Place place, Raised raised) {
        return new Heard(place.channel, raised.by, List.copyOf(raised.heard));
    }

    /** Those of a session that somebody confirmed. */
    synchronized List<Heard> in(SessionId session) {
        return newest.entrySet().stream()
                .filter(e -> e.getKey().session.equals(session) && !isOver(e.getValue()))
                .filter(e -> !e.getValue().heard.isEmpty())
                .map(e -> heard(e.getKey(), e.getValue()))
                .toList();
    }

    synchronized void forget(SessionId session) {
        newest.keySet().removeIf(place -> place.session.equals(session));
    }
}
