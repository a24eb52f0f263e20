package dev.tutti.wire.sealed;

import java.nio.ByteBuffer;

/**
 * GHASH of NIST SP 800-38D in constant time: multiplication of polynomials by integer multiplication of numbers with
 * three zero bits between any two of theirs, which no carry crosses; no table, so nothing for a cache to tell.
 */
final class GaloisHash {
    static final int BLOCK = 16;

    private static final long HOLES = 0x1111_1111_1111_1111L;

    /** The key as two words, the first bit of a block being the highest of {@code high}; their sum; all of it reversed. */
    private final long high;

    private final long low;
    private final long sum;
    private final long highReversed;
    private final long lowReversed;
    private final long sumReversed;

    private long x1;
    private long x0;

    GaloisHash(byte[] key) {
        var words = ByteBuffer.wrap(key);
        high = words.getLong();
        low = words.getLong();
        sum = high ^ low;
        highReversed = Long.reverse(high);
        lowReversed = Long.reverse(low);
        sumReversed = Long.reverse(sum);
    }

    void reset() {
        x1 = 0;
        x0 = 0;
    }

    /** Takes whole blocks; the buffer is big-endian. */
    void blocks(ByteBuffer bytes, int offset, int count) {
        for (int at = offset; at < offset + count * BLOCK; at += BLOCK) {
            block(bytes.getLong(at), bytes.getLong(at + 8));
        }
    }

    void block(long first, long second) {
        x1 ^= first;
        x0 ^= second;
        multiply();
    }

    long first() {
        return x1;
    }

    long second() {
        return x0;
    }

    /** x := x · key, by Karatsuba's three products, each of 128 bits. */
    private void multiply() {
        long x1Reversed = Long.reverse(x1);
        long x0Reversed = Long.reverse(x0);
        long p0 = lowHalf(x0, low);
        long p1 = upper(lowHalf(x0Reversed, lowReversed));
        long p2 = lowHalf(x1, high);
        long p3 = upper(lowHalf(x1Reversed, highReversed));
        long middleLow = lowHalf(x1 ^ x0, sum) ^ p0 ^ p2;
        long middleHigh = upper(lowHalf(x1Reversed ^ x0Reversed, sumReversed)) ^ p1 ^ p3;
        reduce(p0, p1 ^ middleLow, p2 ^ middleHigh, p3);
    }

    /** The product is one bit short, for its bits stand in reverse; then x^128 = x^7 + x^2 + x + 1. */
    private void reduce(long p0, long p1, long p2, long p3) {
        long v3 = p3 << 1 | p2 >>> 63;
        long v2 = p2 << 1 | p1 >>> 63;
        long v1 = p1 << 1 | p0 >>> 63;
        long v0 = p0 << 1;
        v1 ^= v0 << 63 ^ v0 << 62 ^ v0 << 57;
        x1 = v3 ^ v1 ^ v1 >>> 1 ^ v1 >>> 2 ^ v1 >>> 7;
        x0 = v2 ^ v0 ^ (v0 >>> 1 | v1 << 63) ^ (v0 >>> 2 | v1 << 62) ^ (v0 >>> 7 | v1 << 57);
    }

    /** The upper half of a product from the lower half of the product of the reversed factors. */
    private static long upper(long reversed) {
        return Long.reverse(reversed) >>> 1;
    }

    /** The lower 64 bits of the carry-less product. */
    private static long lowHalf(long x, long y) {
        long xa = x & HOLES;
        long xb = x & HOLES << 1;
        long xc = x & HOLES << 2;
        long xd = x & HOLES << 3;
        long ya = y & HOLES;
        long yb = y & HOLES << 1;
        long yc = y & HOLES << 2;
        long yd = y & HOLES << 3;
        long a = (xa * ya ^ xb * yd ^ xc * yc ^ xd * yb) & HOLES;
        long b = (xa * yb ^ xb * ya ^ xc * yd ^ xd * yc) & HOLES << 1;
        long c = (xa * yc ^ xb * yb ^ xc * ya ^ xd * yd) & HOLES << 2;
        long d = (xa * yd ^ xb * yc ^ xc * yb ^ xd * ya) & HOLES << 3;
        return a | b | c | d;
    }
}
