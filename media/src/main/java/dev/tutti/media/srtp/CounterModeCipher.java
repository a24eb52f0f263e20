package dev.tutti.media.srtp;

import dev.tutti.rtp.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES_CM_128_HMAC_SHA1_80 (RFC 3711). The key stream is made by encrypting counter blocks: the JDK's own CTR mode would need
 * a new IV object and a key schedule check for every packet.
 */
final class CounterModeCipher extends SrtpCipher {
    private static final int TAG_LENGTH = 10;
    private static final int MAC_LENGTH = 20;
    private static final int MAC_KEY_LENGTH = 20;
    private static final int SALT_LENGTH = 14;
    private static final int BLOCK = 16;
    private static final int MAX_BLOCKS = 128;

    private final Cipher rtpAes;
    private final Cipher rtcpAes;
    private final Mac rtpMac;
    private final Mac rtcpMac;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] counters = new byte[BLOCK * MAX_BLOCKS];
    private final byte[] keyStream = new byte[BLOCK * MAX_BLOCKS];
    private final byte[] mac = new byte[MAC_LENGTH];
    private final byte[] rollOver = new byte[4];

    CounterModeCipher(SrtpKey key) {
        int keyLength = SrtpProfile.AES_CM_128_HMAC_SHA1_80.keyLength();
        rtpSalt = key.derive(SrtpKey.RTP_SALT, SALT_LENGTH);
        rtcpSalt = key.derive(SrtpKey.RTCP_SALT, SALT_LENGTH);
        try {
            rtpAes = aes(key.derive(SrtpKey.RTP_ENCRYPTION, keyLength));
            rtcpAes = aes(key.derive(SrtpKey.RTCP_ENCRYPTION, keyLength));
            rtpMac = hmac(key.derive(SrtpKey.RTP_AUTHENTICATION, MAC_KEY_LENGTH));
            rtcpMac = hmac(key.derive(SrtpKey.RTCP_AUTHENTICATION, MAC_KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES and HmacSHA1 are part of every JDK", e);
        }
    }

    private static Cipher aes(byte[] key) throws GeneralSecurityException {
        var aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return aes;
    }

    private static Mac hmac(byte[] key) throws GeneralSecurityException {
        var hmac = Mac.getInstance("HmacSHA1");
        hmac.init(new SecretKeySpec(key, "HmacSHA1"));
        return hmac;
    }

    @Override
    int protectRtp(Span in, int headerLength, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
        try {
            long ssrc = Bytes.u32(in.bytes, in.offset + 8);
            firstBlock(rtpSalt, ssrc, index);
            crypt(rtpAes, in, headerLength, in.length - headerLength, out);
            rtpMac(out, 0, in.length, index);
            System.arraycopy(mac, 0, out, in.length, TAG_LENGTH);
            return in.length + TAG_LENGTH;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int unprotectRtp(Span in, int headerLength, long index, byte[] out) {
        int clear = in.length - TAG_LENGTH;
        if (clear < headerLength) {
            return -1;
        }
        try {
            rtpMac(in.bytes, in.offset, clear, index);
            if (!tagMatches(in.bytes, in.offset + clear)) {
                return -1;
            }
            System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
            long ssrc = Bytes.u32(in.bytes, in.offset + 8);
            firstBlock(rtpSalt, ssrc, index);
            crypt(rtpAes, in, headerLength, clear - headerLength, out);
            return clear;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int protectRtcp(Span in, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
        try {
            long ssrc = Bytes.u32(in.bytes, in.offset + 4);
            firstBlock(rtcpSalt, ssrc, index);
            crypt(rtcpAes, in, RTCP_HEADER_LENGTH, in.length - RTCP_HEADER_LENGTH, out);
            Bytes.put32(out, in.length, index | RTCP_ENCRYPTED);
            int authenticated = in.length + RTCP_INDEX_LENGTH;
            rtcpMac.update(out, 0, authenticated);
            rtcpMac.doFinal(mac, 0);
            System.arraycopy(mac, 0, out, authenticated, TAG_LENGTH);
            return authenticated + TAG_LENGTH;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int unprotectRtcp(Span in, byte[] out) {
        int authenticated = in.length - TAG_LENGTH;
        int clear = authenticated - RTCP_INDEX_LENGTH;
        if (clear < RTCP_HEADER_LENGTH) {
            return -1;
        }
        try {
            rtcpMac.update(in.bytes, in.offset, authenticated);
            rtcpMac.doFinal(mac, 0);
            long word = Bytes.u32(in.bytes, in.offset + clear);
            if (!tagMatches(in.bytes, in.offset + authenticated) || (word & RTCP_ENCRYPTED) == 0) {
                return -1;
            }
            System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
            firstBlock(rtcpSalt, Bytes.u32(in.bytes, in.offset + 4), word & ~RTCP_ENCRYPTED);
            crypt(rtcpAes, in, RTCP_HEADER_LENGTH, clear - RTCP_HEADER_LENGTH, out);
            return clear;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rtpMac(byte[] packet, int offset, int length, long index) throws GeneralSecurityException {
        Bytes.put32(rollOver, 0, index >>> 16);
        rtpMac.update(packet, offset, length);
        rtpMac.update(rollOver);
        rtpMac.doFinal(mac, 0);
    }

    private boolean tagMatches(byte[] packet, int offset) {
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= packet[offset + i] ^ mac[i];
        }
        return difference == 0;
    }

    /** The first counter block: salt, SSRC and index, each at its place (RFC 3711 section 4.1.1). */
    private void firstBlock(byte[] salt, long ssrc, long index) {
        System.arraycopy(salt, 0, counters, 0, SALT_LENGTH);
        Bytes.put16(counters, SALT_LENGTH, 0);
        Bytes.put32(counters, 4, Bytes.u32(counters, 4) ^ ssrc);
        Bytes.put64(counters, 6, Bytes.i64(counters, 6) ^ (index & 0xFFFF_FFFF_FFFFL));
    }

    private void crypt(Cipher aes, Span in, int from, int length, byte[] out) throws GeneralSecurityException {
        int count = (length + BLOCK - 1) / BLOCK;
        if (count > MAX_BLOCKS) {
            throw new IllegalArgumentException("Packet is longer than a datagram of ours may be");
        }
        if (count == 0) {
            return;
        }
        for (int i = 1; i < count; i++) {
            System.arraycopy(counters, 0, counters, i * BLOCK, SALT_LENGTH);
            Bytes.put16(counters, i * BLOCK + SALT_LENGTH, i);
        }
        aes.update(counters, 0, count * BLOCK, keyStream, 0);
        for (int i = 0; i < length; i++) {
            out[from + i] = (byte) (in.bytes[in.offset + from + i] ^ keyStream[i]);
        }
    }
}
