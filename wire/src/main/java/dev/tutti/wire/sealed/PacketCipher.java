package dev.tutti.wire.sealed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-GCM (NIST SP 800-38D) on packets under one key, in place and without allocating; one thread. The blocks are
 * encrypted by the JDK's AES, which the processor does; the JDK's own GCM builds an engine of 900 bytes for each nonce.
 */
final class PacketCipher {
    static final int NONCE = 12;
    static final int TAG = 16;
    static final int KEY = 16;
    private static final int BLOCK = GaloisHash.BLOCK;

    private final Cipher aes;
    private final GaloisHash hash;
    private final int maxBlocks;
    /** The counter blocks of a packet: the first masks the tag, the others are for the text. */
    private final byte[] counterBytes;

    private final ByteBuffer counters;
    private final byte[] streamBytes;
    /** Packet and its zeros up to a whole block. */
    private final byte[] workBytes;

    private final ByteBuffer work;

    PacketCipher(byte[] key, int maxLength) {
        maxBlocks = (maxLength + BLOCK - 1) / BLOCK;
        counterBytes = new byte[(1 + maxBlocks) * BLOCK];
        counters = ByteBuffer.wrap(counterBytes);
        streamBytes = new byte[counterBytes.length];
        workBytes = new byte[maxBlocks * BLOCK];
        work = ByteBuffer.wrap(workBytes);
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            hash = new GaloisHash(aes.update(new byte[BLOCK]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is part of every JDK", e);
        }
        for (int i = 0; i <= maxBlocks; i++) {
            counters.putInt(i * BLOCK + NONCE, i + 1);
        }
    }

    /** Encrypts {@code packet[from, to)}, authenticates what is before it, too, and writes the tag behind it. */
    void seal(byte[] nonce, byte[] packet, int from, int to) {
        keyStream(nonce, to - from);
        crypt(packet, from, to);
        authenticate(packet, from, to);
        for (int i = 0; i < TAG; i++) {
            packet[to + i] = (byte) (tagByte(i) ^ streamBytes[i]);
        }
    }

    /** Decrypts {@code packet[from, to)} if the tag behind it is right; false, and nothing is decrypted, if not. */
    boolean open(byte[] nonce, byte[] packet, int from, int to) {
        keyStream(nonce, to - from);
        authenticate(packet, from, to);
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= (packet[to + i] ^ tagByte(i) ^ streamBytes[i]) & 0xFF;
        }
        if (difference != 0) {
            return false;
        }
        crypt(packet, from, to);
        return true;
    }

    private byte tagByte(int i) {
        return (byte) (i < 8 ? hash.first() >>> (56 - 8 * i) : hash.second() >>> (120 - 8 * i));
    }

    private void keyStream(byte[] nonce, int length) {
        int blocks = 1 + (length + BLOCK - 1) / BLOCK;
        if (blocks > maxBlocks + 1) {
            throw new IllegalArgumentException("a packet of " + length + " bytes is too long");
        }
        for (int i = 0; i < blocks; i++) {
            System.arraycopy(nonce, 0, counterBytes, i * BLOCK, NONCE);
        }
        try {
            aes.update(counterBytes, 0, blocks * BLOCK, streamBytes, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private void crypt(byte[] packet, int from, int to) {
        for (int i = from; i < to; i++) {
            packet[i] ^= streamBytes[BLOCK + i - from];
        }
    }

    private void authenticate(byte[] packet, int from, int to) {
        hash.reset();
        hashPadded(packet, 0, from);
        hashPadded(packet, from, to);
        hash.block(8L * from, 8L * (to - from));
    }

    private void hashPadded(byte[] packet, int from, int to) {
        int length = to - from;
        int blocks = (length + BLOCK - 1) / BLOCK;
        System.arraycopy(packet, from, workBytes, 0, length);
        for (int i = length; i < blocks * BLOCK; i++) {
            workBytes[i] = 0;
        }
        hash.blocks(work, 0, blocks);
    }
}
