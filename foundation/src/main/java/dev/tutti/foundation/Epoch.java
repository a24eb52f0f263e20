package dev.tutti.foundation;

/** One leadership: the term, new at every start, and the leader's tag; compared in this order, unsigned (cluster.md F1). */
public record Epoch(long term, long leaderTag) implements Comparable<Epoch> {
    /** Below every leadership there ever was. */
    public static final Epoch NONE = new Epoch(0, 0);

    public Fence fence(long leaseSeq) {
        return new Fence(term, leaderTag, leaseSeq);
    }

    @Override
    public int compareTo(Epoch other) {
        int byTerm = Long.compareUnsigned(term, other.term);
        return byTerm != 0 ? byTerm : Long.compareUnsigned(leaderTag, other.leaderTag);
    }

    public boolean isAbove(Epoch other) {
        return compareTo(other) > 0;
    }
}
