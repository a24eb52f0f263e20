package dev.tutti.session.floor;

import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;

/** Somebody in line; the leader's thread only. */
final class Waiting {
    /** No offer is out. */
    static final long NO_OFFER = Long.MIN_VALUE;

    final UserId userId;
    final int lane;
    final boolean emergency;
    RequestId id;
    long sentAtNs;
    boolean holding;
    long seenAtNs;
    long offeredUntilNs = NO_OFFER;
    int toldPosition;
    boolean priority;

    Waiting(FloorMessage.Request request, int lane, boolean emergency, long nowNs) {
        userId = request.userId();
        this.lane = lane;
        this.emergency = emergency;
        id = request.id();
        refresh(request, nowNs);
    }

    void refresh(FloorMessage.Request request, long nowNs) {
        id = request.id();
        sentAtNs = request.sentAtNs();
        holding = request.holding();
        seenAtNs = nowNs;
    }

    boolean isOffered() {
        return offeredUntilNs != NO_OFFER;
    }
}
