package dev.tutti.wire;

import java.util.List;

/** What an island accepted, on its way to another disk and home (cluster.md section 8). */
public sealed interface BranchMessage extends Message {
    int MAX_RECORDS = 256;
    int MAX_OFFERS = 256;

    /** Records of a branch, in order: for a second disk of the island, or as the answer to a pull. */
    record Copy(BranchHead branch, List<BranchRecord> records) implements BranchMessage {
        public Copy {
            records = List.copyOf(records);
        }

        @Override
        public void write(PayloadWriter out) {
            out.with(branch, BranchHead::write).list(records, MAX_RECORDS, BranchRecord::write);
        }

        static Copy read(PayloadReader in) {
            return new Copy(BranchHead.read(in), in.list(MAX_RECORDS, BranchRecord::read));
        }
    }

    /** So far the copy is on the sender's disk. */
    record Ack(BranchPoint upTo) implements BranchMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(upTo, BranchPoint::write);
        }

        static Ack read(PayloadReader in) {
            return new Ack(BranchPoint.read(in));
        }
    }

    /** To the writer: these branches lie here, up to their last records. */
    record Offer(List<BranchHead> branches) implements BranchMessage {
        public Offer {
            branches = List.copyOf(branches);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(branches, MAX_OFFERS, BranchHead::write);
        }

        static Offer read(PayloadReader in) {
            return new Offer(in.list(MAX_OFFERS, BranchHead::read));
        }
    }

    /** From the writer: send what follows that record, at most so many. */
    record Pull(BranchPoint after, int most) implements BranchMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(after, BranchPoint::write).u16(most);
        }

        static Pull read(PayloadReader in) {
            return new Pull(BranchPoint.read(in), in.u16());
        }
    }

    /** From the writer: everything up to there is committed at that place; copies may be deleted (B6). */
    record Merged(BranchPoint upTo, LogPosition at) implements BranchMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(upTo, BranchPoint::write).with(at, LogPosition::write);
        }

        static Merged read(PayloadReader in) {
            return new Merged(BranchPoint.read(in), LogPosition.read(in));
        }
    }
}
