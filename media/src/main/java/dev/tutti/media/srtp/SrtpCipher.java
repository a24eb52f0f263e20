package dev.tutti.media.srtp;

/**
 * Encrypts and authenticates single packets under the session keys of one direction; knows no streams and no replay.
 *
 * <p>Input and output arrays must not be the same. Every method returns the length written, or −1 when authentication fails.
 */
abstract sealed class SrtpCipher permits GcmCipher, CounterModeCipher {
    /** Set in the word after an encrypted SRTCP packet (RFC 3711 section 3.4). */
    static final long RTCP_ENCRYPTED = 1L << 31;

    static final int RTCP_HEADER_LENGTH = 8;
    static final int RTCP_INDEX_LENGTH = 4;

    /** @param index the 48-bit packet index: roll-over counter and sequence number */
    abstract int protectRtp(Span in, int headerLength, long index, byte[] out);

    abstract int unprotectRtp(Span in, int headerLength, long index, byte[] out);

    abstract int protectRtcp(Span in, long index, byte[] out);

    /** The index stands in the packet itself; packets sent unencrypted are refused. */
    abstract int unprotectRtcp(Span in, byte[] out);

    /** A reusable region of an array. */
    static final class Span {
        byte[] bytes = new byte[0];
        int offset;
        int length;

        Span set(byte[] array, int from, int count) {
            bytes = array;
            offset = from;
            length = count;
            return this;
        }
    }
}
