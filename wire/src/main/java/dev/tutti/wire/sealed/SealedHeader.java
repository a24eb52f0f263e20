package dev.tutti.wire.sealed;

import dev.tutti.wire.Envelope;

/** Where things stand in a sealed datagram: a header in the clear, the encrypted message, the tag. */
final class SealedHeader {
    static final int MAGIC = 'S';
    static final int VERSION = Envelope.VERSION;

    static final int AT_MAGIC = 0;
    static final int AT_VERSION = 1;
    static final int AT_KEY_EPOCH = 2;
    static final int AT_LINK = 4;
    static final int AT_COUNTER = 8;
    static final int LENGTH = 16;

    static final int OVERHEAD = LENGTH + PacketCipher.TAG;
    static final int MAX_MESSAGE = Envelope.MAX_DATAGRAM - OVERHEAD;

    static final int MAX_KEY_EPOCH = 0xFFFF;
    static final long MAX_LINK = 0xFFFF_FFFFL;

    private SealedHeader() {}
}
