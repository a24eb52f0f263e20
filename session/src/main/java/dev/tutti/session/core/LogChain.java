package dev.tutti.session.core;

import dev.tutti.foundation.Sha256;

/** Each row's hash holds the hash of the row before it, so a row cannot change, vanish or move unseen; one thread. */
public final class LogChain {
    public static final int BYTES = 32;

    private final Sha256 hash = new Sha256();

    /** Before the first row. */
    public static byte[] genesis() {
        return new byte[BYTES];
    }

    public byte[] next(byte[] previous, LogRow row) {
        return hash.bytes(previous)
                .number(row.generation())
                .number(row.index())
                .text(row.sessionId().value())
                .number(row.sequence())
                .text(row.eventId().value())
                .text(row.actor().value())
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
