package dev.tutti.journal;

import dev.tutti.foundation.Sha256;

/** Each row's hash holds the hash of the row before it, so a row cannot change, vanish or move unseen. */
final class HashChain {
    static final int BYTES = 32;

    private final Sha256 hash = new Sha256();

    static byte[] genesis() {
        return new byte[BYTES];
    }

    byte[] next(byte[] previous, Row row) {
        return hash.bytes(previous)
                .number(row.generation())
                .number(row.index())
                .text(row.sessionId())
                .number(row.sequence())
                .text(row.eventId())
                .text(row.actor())
                .text(row.key())
                .number(row.ordinal())
                .text(row.commandHash())
                .text(row.origin() == null ? "" : row.origin())
                .number(row.atMs())
                .text(row.type())
                .text(row.payload())
                .hash();
    }
}
