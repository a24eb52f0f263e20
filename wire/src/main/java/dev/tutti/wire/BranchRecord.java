package dev.tutti.wire;

import java.util.List;

/**
 * What an island accepted, and decided provisionally (cluster.md B2).
 *
 * @param n its number in the branch, from 1
 * @param command decided again by the writer
 * @param sequence of the session in the main line on which it was decided
 * @param events what it became in the island
 * @param sessionUs session time of it, and {@code atMs} civil time
 * @param signature of the node that accepted it, over the bytes of this record before it
 */
public record BranchRecord(
        long n,
        ClientMessage.Command command,
        long sequence,
        List<BranchEvent> events,
        long sessionUs,
        long atMs,
        Octets signature) {
    static final int MAX_EVENTS = 256;
    static final int MAX_SIGNATURE = 64;

    public BranchRecord {
        events = List.copyOf(events);
    }

    void write(PayloadWriter out) {
        out.i64(n).with(command, ClientMessage.Command::write).i64(sequence);
        out.list(events, MAX_EVENTS, BranchEvent::write);
        out.i64(sessionUs).i64(atMs).octets(signature, MAX_SIGNATURE);
    }

    static BranchRecord read(PayloadReader in) {
        return new BranchRecord(
                in.i64(),
                ClientMessage.Command.read(in),
                in.i64(),
                in.list(MAX_EVENTS, BranchEvent::read),
                in.i64(),
                in.i64(),
                in.octets(MAX_SIGNATURE));
    }
}
