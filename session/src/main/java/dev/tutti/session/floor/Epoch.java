package dev.tutti.session.floor;

import dev.tutti.session.Fence;

/** One leadership: the term, new at every start, and the leader's tag. */
public record Epoch(long term, long leaderTag) {
    Fence fence(long leaseSeq) {
        return new Fence(term, leaderTag, leaseSeq);
    }
}
