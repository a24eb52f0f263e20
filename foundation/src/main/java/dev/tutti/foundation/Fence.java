package dev.tutti.foundation;

/**
 * The number of a lease, by which old leases are told from new ones: (term, leader tag, lease sequence), compared in
 * this order, unsigned (cluster.md F1).
 */
public record Fence(long term, long leaderTag, long leaseSeq) implements Comparable<Fence> {
    /** Below every fence that was ever given. */
    public static final Fence NONE = new Fence(0, 0, 0);

    @Override
    public int compareTo(Fence other) {
        return compareTo(other.term, other.leaderTag, other.leaseSeq);
    }

    /** The same with one that stands in a packet. */
    public int compareTo(long otherTerm, long otherLeaderTag, long otherLeaseSeq) {
        int byTerm = Long.compareUnsigned(term, otherTerm);
        if (byTerm != 0) {
            return byTerm;
        }
        int byLeader = Long.compareUnsigned(leaderTag, otherLeaderTag);
        return byLeader != 0 ? byLeader : Long.compareUnsigned(leaseSeq, otherLeaseSeq);
    }

    public Epoch epoch() {
        return new Epoch(term, leaderTag);
    }

    public boolean isAbove(Fence other) {
        return compareTo(other) > 0;
    }

    /** Short text for the wire and for ids: {@code term-tag-seq}, the tag in hex. */
    public String text() {
        return Long.toUnsignedString(term) + "-" + Long.toHexString(leaderTag) + "-" + Long.toUnsignedString(leaseSeq);
    }
}
