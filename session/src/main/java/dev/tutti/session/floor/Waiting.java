package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

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
    /** By which the line is ordered within a lane. */
    long askedAtNs;
    /** What it held under the epoch before: it goes first (F10). */
    @Nullable Fence held;

    Waiting(FloorMessage.Request request, int lane, boolean emergency, long nowNs) {
        userId = request.userId();
        this.lane = lane;
        this.emergency = emergency;
        id = request.id();
        askedAtNs = nowNs;
        refresh(request, nowNs);
    }

    /** F10, F11: who was talking, then the lane, then who asked first. */
    boolean goesBefore(Waiting other) {
        Fence mine = held;
        Fence theirs = other.held;
        if (mine != null || theirs != null) {
            return mine != null && (theirs == null || mine.isAbove(theirs));
        }
        if (lane != other.lane) {
            return lane > other.lane;
        }
        return askedAtNs - other.askedAtNs < 0
                || (askedAtNs == other.askedAtNs
                        && id.bootId() == other.id.bootId()
                        && id.counter() < other.id.counter());
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
