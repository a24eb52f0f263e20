package dev.tutti.wire;

import java.util.Optional;

/** A branch: its last record, the place in the main line it left, and the branch that it continues, if any (B1). */
public record BranchHead(BranchPoint last, LogPosition base, Optional<BranchPoint> parent) {
    void write(PayloadWriter out) {
        last.write(out);
        base.write(out);
        out.optional(parent, BranchPoint::write);
    }

    static BranchHead read(PayloadReader in) {
        return new BranchHead(BranchPoint.read(in), LogPosition.read(in), in.optional(BranchPoint::read));
    }
}
