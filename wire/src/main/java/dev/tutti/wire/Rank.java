package dev.tutti.wire;

import dev.tutti.foundation.NodeId;

/**
 * How much a node ought to lead, the same number everywhere: determinism, not truth (cluster.md section 2).
 *
 * @param writer whether it holds the pen
 * @param nodeClass hub 30, controller 20, display 10
 * @param capability how much its machine can do, by its own word
 * @param startedAtMs civil time of its start, a constant of its process, compared as a number
 */
public record Rank(boolean writer, int nodeClass, int capability, long startedAtMs, NodeId nodeId)
        implements Comparable<Rank> {
    public static final int HUB = 30;
    public static final int CONTROLLER = 20;
    public static final int DISPLAY = 10;

    /** The better rank comes first: writer, bigger class, bigger capability, earlier start, smaller id. */
    @Override
    public int compareTo(Rank other) {
        if (writer != other.writer) {
            return writer ? -1 : 1;
        }
        if (nodeClass != other.nodeClass) {
            return Integer.compare(other.nodeClass, nodeClass);
        }
        if (capability != other.capability) {
            return Integer.compare(other.capability, capability);
        }
        int byStart = Long.compare(startedAtMs, other.startedAtMs);
        return byStart != 0 ? byStart : nodeId.compareTo(other.nodeId);
    }

    public boolean isBetterThan(Rank other) {
        return compareTo(other) < 0;
    }

    public NodeTag tag() {
        return NodeTag.of(nodeId);
    }

    void write(PayloadWriter out) {
        out.flag(writer).u8(nodeClass).u16(capability).i64(startedAtMs).nodeId(nodeId);
    }

    static Rank read(PayloadReader in) {
        return new Rank(in.flag(), in.u8(), in.u16(), in.i64(), in.nodeId());
    }
}
