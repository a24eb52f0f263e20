package dev.tutti.wire;

import dev.tutti.foundation.Epoch;

/** A record of a branch: the branch's epoch and the record's number, from 1; 0 is before the first. */
public record BranchPoint(Epoch branch, long n) {
    void write(PayloadWriter out) {
        out.epoch(branch).i64(n);
    }

    static BranchPoint read(PayloadReader in) {
        return new BranchPoint(in.epoch(), in.i64());
    }
}
