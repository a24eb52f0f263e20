package dev.tutti.media.ice;

import dev.tutti.rtp.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A view of one STUN message (RFC 8489): parsed in place, its attributes found but believed only after integrity is checked. */
public final class StunMessage {
    public static final int HEADER_LENGTH = 20;
    public static final int MAGIC_COOKIE = 0x2112A442;
    public static final int TRANSACTION_LENGTH = 12;
    /** No STUN message of ICE is longer. */
    public static final int MAX_LENGTH = 1280;

    static final int FINGERPRINT_XOR = 0x5354554E;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_USERNAME_LENGTH = 513;
    private static final byte[] NOTHING = new byte[0];

    private final CRC32 crc = new CRC32();
    private byte[] bytes = NOTHING;
    private int start;
    private int length;
    private int usernameAt;
    private int usernameLength;
    private int integrityAt;
    private int fingerprintAt;
    private int mappedAddressAt;
    private int mappedAddressLength;
    private int errorAt;
    private int unknownRequired;
    private long priority;
    private boolean useCandidate;
    private boolean controlling;
    private boolean controlled;

    /** Takes a message whose lengths are all consistent; returns false otherwise. */
    public boolean wrap(byte[] message, int offset, int messageLength) {
        if (messageLength < HEADER_LENGTH
                || messageLength > MAX_LENGTH
                || (message[offset] & 0xC0) != 0
                || Bytes.u16(message, offset + 2) != messageLength - HEADER_LENGTH
                || (messageLength & 3) != 0
                || Bytes.i32(message, offset + 4) != MAGIC_COOKIE) {
            return false;
        }
        bytes = message;
        start = offset;
        length = messageLength;
        forget();
        return readAttributes();
    }

    private void forget() {
        usernameAt = 0;
        usernameLength = 0;
        integrityAt = 0;
        fingerprintAt = 0;
        mappedAddressAt = 0;
        errorAt = 0;
        unknownRequired = 0;
        priority = 0;
        useCandidate = false;
        controlling = false;
        controlled = false;
    }

    private boolean readAttributes() {
        int at = start + HEADER_LENGTH;
        int end = start + length;
        for (int count = 0; at < end; count++) {
            if (count == MAX_ATTRIBUTES || at + 4 > end || fingerprintAt != 0) {
                return false;
            }
            int type = Bytes.u16(bytes, at);
            int valueLength = Bytes.u16(bytes, at + 2);
            int value = at + 4;
            if (valueLength > end - value) {
                return false;
            }
            // After the integrity only the fingerprint counts (RFC 8489 section 14.5).
            if ((integrityAt == 0 || type == StunAttribute.FINGERPRINT) && !readAttribute(type, value, valueLength)) {
                return false;
            }
            at = value + ((valueLength + 3) & ~3);
        }
        return at == end;
    }

    private boolean readAttribute(int type, int value, int valueLength) {
        switch (type) {
            case StunAttribute.USERNAME -> {
                usernameAt = value;
                usernameLength = valueLength;
                return valueLength <= MAX_USERNAME_LENGTH;
            }
            case StunAttribute.MESSAGE_INTEGRITY -> {
                integrityAt = value;
                return valueLength == StunIntegrity.LENGTH;
            }
            case StunAttribute.FINGERPRINT -> {
                fingerprintAt = value;
                return valueLength == 4;
            }
            case StunAttribute.XOR_MAPPED_ADDRESS -> {
                mappedAddressAt = value;
                mappedAddressLength = valueLength;
                return valueLength == 8 || valueLength == 20;
            }
            case StunAttribute.ERROR_CODE -> {
                errorAt = value;
                return valueLength >= 4;
            }
            case StunAttribute.PRIORITY -> {
                priority = valueLength == 4 ? Bytes.u32(bytes, value) : 0;
                return valueLength == 4;
            }
            case StunAttribute.USE_CANDIDATE -> useCandidate = true;
            case StunAttribute.ICE_CONTROLLING -> controlling = true;
            case StunAttribute.ICE_CONTROLLED -> controlled = true;
            default -> {
                if (type < 0x8000 && !StunAttribute.understood(type)) {
                    unknownRequired = type;
                }
            }
        }
        return true;
    }

    public int type() {
        return Bytes.u16(bytes, start);
    }

    public byte[] array() {
        return bytes;
    }

    /** Where the twelve bytes of the transaction id begin in {@link #array}. */
    public int transactionOffset() {
        return start + 8;
    }

    public boolean hasUsername() {
        return usernameAt != 0;
    }

    /** The part of the user name before the colon: the fragment of who receives the check. */
    public @Nullable String receiverUfrag() {
        int colon = usernameColon();
        return colon < 0 ? null : new String(bytes, usernameAt, colon - usernameAt, StandardCharsets.US_ASCII);
    }

    /** The part of the user name after the colon: the fragment of who sent the check. */
    public @Nullable String senderUfrag() {
        int colon = usernameColon();
        return colon < 0
                ? null
                : new String(bytes, colon + 1, usernameAt + usernameLength - colon - 1, StandardCharsets.US_ASCII);
    }

    private int usernameColon() {
        for (int i = usernameAt; i < usernameAt + usernameLength; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    public boolean hasIntegrity() {
        return integrityAt != 0;
    }

    /** Whether the message was made by somebody who knows the password. */
    public boolean integrityValid(StunIntegrity integrity) {
        return integrityAt != 0 && integrity.matches(bytes, start, integrityAt);
    }

    public boolean hasFingerprint() {
        return fingerprintAt != 0;
    }

    public boolean fingerprintValid() {
        if (fingerprintAt == 0) {
            return false;
        }
        crc.reset();
        crc.update(bytes, start, fingerprintAt - 4 - start);
        return ((int) crc.getValue() ^ FINGERPRINT_XOR) == Bytes.i32(bytes, fingerprintAt);
    }

    public long priority() {
        return priority;
    }

    public boolean useCandidate() {
        return useCandidate;
    }

    public boolean controlling() {
        return controlling;
    }

    public boolean controlled() {
        return controlled;
    }

    /** An attribute we must understand and do not, 0 if there is none. */
    public int unknownRequired() {
        return unknownRequired;
    }

    /** The number of the error, 0 if this is no error response. */
    public int errorCode() {
        return errorAt == 0 ? 0 : (bytes[errorAt + 2] & 7) * 100 + Bytes.u8(bytes, errorAt + 3);
    }

    /** The address in XOR-MAPPED-ADDRESS, 4 or 16 bytes, or null. */
    public byte @Nullable [] mappedAddress() {
        if (mappedAddressAt == 0) {
            return null;
        }
        var address = new byte[mappedAddressLength - 4];
        for (int i = 0; i < address.length; i++) {
            // The mask is the magic cookie and the transaction id, which follow each other in the header.
            address[i] = (byte) (bytes[mappedAddressAt + 4 + i] ^ bytes[start + 4 + i]);
        }
        return address;
    }

    public int mappedPort() {
        return mappedAddressAt == 0 ? 0 : Bytes.u16(bytes, mappedAddressAt + 2) ^ MAGIC_COOKIE >>> 16;
    }
}
