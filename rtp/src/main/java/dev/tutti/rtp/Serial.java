package dev.tutti.rtp;

/** Serial number arithmetic: which of two wrapping numbers is later, and by how much. */
public final class Serial {
    private Serial() {}

    /** How far {@code a} is after {@code b} on a 16-bit circle, −32768 to 32767. */
    public static int difference16(int a, int b) {
        return (short) (a - b);
    }

    /** How far {@code a} is after {@code b} on a 32-bit circle. */
    public static int difference32(long a, long b) {
        return (int) (a - b);
    }

    /** The number nearest to {@code reference} whose low 16 bits are {@code sequence}. */
    public static long extend16(long reference, int sequence) {
        return reference + difference16(sequence, (int) reference);
    }

    /** The number nearest to {@code reference} whose low 32 bits are {@code timestamp}. */
    public static long extend32(long reference, long timestamp) {
        return reference + difference32(timestamp, reference);
    }
}
