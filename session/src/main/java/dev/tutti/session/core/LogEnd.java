package dev.tutti.session.core;

import java.util.Arrays;

/**
 * Where a log ends: its last row's generation and index, and the chain up to it.
 *
 * @param index 0 for an empty log
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes it
public record LogEnd(long generation, long index, byte[] chain) {
    public static LogEnd genesis() {
        return new LogEnd(0, 0, LogChain.genesis());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEnd end
                && generation == end.generation
                && index == end.index
                && Arrays.equals(chain, end.chain);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(chain);
    }

    @Override
    public String toString() {
        return "(" + generation + ", " + index + ")";
    }
}
