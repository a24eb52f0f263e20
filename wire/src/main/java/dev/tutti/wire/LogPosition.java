package dev.tutti.wire;

/** A place in the main line of the log: (generation, index), compared in this order (cluster.md V4). */
public record LogPosition(long generation, long index) implements Comparable<LogPosition> {
    public static final LogPosition START = new LogPosition(0, 0);

    @Override
    public int compareTo(LogPosition other) {
        int byGeneration = Long.compareUnsigned(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Long.compareUnsigned(index, other.index);
    }

    void write(PayloadWriter out) {
        out.i64(generation).i64(index);
    }

    static LogPosition read(PayloadReader in) {
        return new LogPosition(in.i64(), in.i64());
    }
}
