package dev.tutti.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian integers in a byte array, unsigned where they are shorter than the type returned. */
public final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF;
    }

    public static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    public static int u24(byte[] bytes, int offset) {
        return u8(bytes, offset) << 16 | u16(bytes, offset + 1);
    }

    public static long u32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset) & 0xFFFF_FFFFL;
    }

    public static int i32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    public static long i64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    public static void put16(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    public static void put24(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >> 16);
        put16(bytes, offset + 1, value);
    }

    public static void put32(byte[] bytes, int offset, long value) {
        INT.set(bytes, offset, (int) value);
    }

    public static void put64(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }
}
