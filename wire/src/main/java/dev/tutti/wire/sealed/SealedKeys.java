package dev.tutti.wire.sealed;

/** Cipher and nonces of one direction in one key epoch; one thread. */
final class SealedKeys {
    private final SealedSecret secret;
    private final PacketCipher cipher;
    private final byte[] iv;
    private final byte[] nonce = new byte[PacketCipher.NONCE];

    SealedKeys(SealedSecret secret) {
        this.secret = secret;
        cipher = new PacketCipher(secret.key(), SealedHeader.MAX_MESSAGE);
        iv = secret.iv();
    }

    int epoch() {
        return secret.epoch();
    }

    SealedKeys next() {
        return new SealedKeys(secret.next());
    }

    void seal(long counter, byte[] packet, int to) {
        nonce(counter);
        cipher.seal(nonce, packet, SealedHeader.LENGTH, to);
    }

    boolean open(long counter, byte[] packet, int to) {
        nonce(counter);
        return cipher.open(nonce, packet, SealedHeader.LENGTH, to);
    }

    /** Four zeros and the counter, masked by the iv. */
    private void nonce(long counter) {
        System.arraycopy(iv, 0, nonce, 0, PacketCipher.NONCE);
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[4 + i] ^= (byte) (counter >>> (56 - 8 * i));
        }
    }
}
