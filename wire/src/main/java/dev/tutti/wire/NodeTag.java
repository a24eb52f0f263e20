package dev.tutti.wire;

import dev.tutti.foundation.NodeId;

/** The first eight bytes of a node's id, compared unsigned: what stands for the node in envelopes, epochs and fences. */
public record NodeTag(long value) implements Comparable<NodeTag> {
    /** No node: whoever reads it. */
    public static final NodeTag NONE = new NodeTag(0);

    public static NodeTag of(NodeId id) {
        return new NodeTag(id.tag());
    }

    @Override
    public int compareTo(NodeTag other) {
        return Long.compareUnsigned(value, other.value);
    }

    void write(PayloadWriter out) {
        out.i64(value);
    }

    static NodeTag read(PayloadReader in) {
        return new NodeTag(in.i64());
    }

    @Override
    public String toString() {
        return Tag.text(value);
    }
}
