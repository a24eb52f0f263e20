package dev.tutti.wire;

/** How far a node's copy of the log goes: the writer's generation, what is committed, what is on its disk. */
public record LogState(long generation, long committed, long last) {
    public static final LogState EMPTY = new LogState(0, 0, 0);

    void write(PayloadWriter out) {
        out.i64(generation).i64(committed).i64(last);
    }

    static LogState read(PayloadReader in) {
        return new LogState(in.i64(), in.i64(), in.i64());
    }
}
