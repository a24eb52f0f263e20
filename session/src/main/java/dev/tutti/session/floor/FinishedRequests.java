package dev.tutti.session.floor;

import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Requests that are over, so that a late duplicate does not come to life again; bounded, the leader's thread only. */
final class FinishedRequests {
    private static final int MAX_PEOPLE = 1_024;

    private final SequencedMap<UserId, RequestId> last = new LinkedHashMap<>();

    boolean contains(UserId userId, RequestId id) {
        RequestId newest = last.get(userId);
        return newest != null && newest.bootId() == id.bootId() && newest.counter() >= id.counter();
    }

    void add(UserId userId, RequestId id) {
        if (contains(userId, id)) {
            return;
        }
        @Nullable RequestId before = last.putLast(userId, id);
        if (before == null && last.size() > MAX_PEOPLE) {
            last.pollFirstEntry();
        }
    }
}
