package dev.tutti.wire;

/** Session time and the sender's monotonic time of the same instant, both in microseconds (cluster.md T1). */
public record ClockStamp(long monotonicUs, long sessionUs) {
    void write(PayloadWriter out) {
        out.i64(monotonicUs).i64(sessionUs);
    }

    static ClockStamp read(PayloadReader in) {
        return new ClockStamp(in.i64(), in.i64());
    }
}
