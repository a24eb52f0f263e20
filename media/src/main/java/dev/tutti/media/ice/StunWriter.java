package dev.tutti.media.ice;

import dev.tutti.rtp.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes one STUN message after the other into the same array; integrity and then fingerprint come last. */
public final class StunWriter {
    private static final int CAPACITY = 640;

    private final byte[] bytes = new byte[CAPACITY];
    private final CRC32 crc = new CRC32();
    private int at;

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return at;
    }

    public StunWriter begin(int type, byte[] transaction, int transactionOffset) {
        Bytes.put16(bytes, 0, type);
        Bytes.put32(bytes, 4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transaction, transactionOffset, bytes, 8, StunMessage.TRANSACTION_LENGTH);
        at = StunMessage.HEADER_LENGTH;
        Bytes.put16(bytes, 2, 0);
        return this;
    }

    public StunWriter username(String username) {
        byte[] value = username.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(value, 0, bytes, attribute(StunAttribute.USERNAME, value.length), value.length);
        return this;
    }

    public StunWriter priority(long priority) {
        Bytes.put32(bytes, attribute(StunAttribute.PRIORITY, 4), priority);
        return this;
    }

    public StunWriter useCandidate() {
        attribute(StunAttribute.USE_CANDIDATE, 0);
        return this;
    }

    public StunWriter controlling(long tieBreaker) {
        Bytes.put64(bytes, attribute(StunAttribute.ICE_CONTROLLING, 8), tieBreaker);
        return this;
    }

    public StunWriter controlled(long tieBreaker) {
        Bytes.put64(bytes, attribute(StunAttribute.ICE_CONTROLLED, 8), tieBreaker);
        return this;
    }

    public StunWriter xorMappedAddress(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        int value = attribute(StunAttribute.XOR_MAPPED_ADDRESS, 4 + ip.length);
        bytes[value] = 0;
        bytes[value + 1] = (byte) (ip.length == 4 ? 1 : 2);
        Bytes.put16(bytes, value + 2, address.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < ip.length; i++) {
            bytes[value + 4 + i] = (byte) (ip[i] ^ bytes[4 + i]);
        }
        return this;
    }

    public StunWriter error(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        int value = attribute(StunAttribute.ERROR_CODE, 4 + text.length);
        Bytes.put32(bytes, value, (long) (code / 100) << 8 | code % 100);
        System.arraycopy(text, 0, bytes, value + 4, text.length);
        return this;
    }

    public StunWriter unknownAttribute(int type) {
        Bytes.put16(bytes, attribute(StunAttribute.UNKNOWN_ATTRIBUTES, 2), type);
        return this;
    }

    public StunWriter integrity(StunIntegrity integrity) {
        integrity.write(bytes, 0, attribute(StunAttribute.MESSAGE_INTEGRITY, StunIntegrity.LENGTH));
        return this;
    }

    public StunWriter fingerprint() {
        int value = attribute(StunAttribute.FINGERPRINT, 4);
        crc.reset();
        crc.update(bytes, 0, value - 4);
        Bytes.put32(bytes, value, crc.getValue() ^ StunMessage.FINGERPRINT_XOR);
        return this;
    }

    private int attribute(int type, int length) {
        int value = at + 4;
        int end = value + ((length + 3) & ~3);
        if (end > CAPACITY) {
            throw new IllegalArgumentException("STUN message is longer than ICE needs");
        }
        Bytes.put16(bytes, at, type);
        Bytes.put16(bytes, at + 2, length);
        for (int i = value + length; i < end; i++) {
            bytes[i] = 0;
        }
        at = end;
        Bytes.put16(bytes, 2, at - StunMessage.HEADER_LENGTH);
        return value;
    }
}
