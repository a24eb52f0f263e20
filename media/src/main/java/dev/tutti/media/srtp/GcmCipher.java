package dev.tutti.media.srtp;

import dev.tutti.rtp.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714). */
final class GcmCipher extends SrtpCipher {
    private static final int TAG_LENGTH = 16;
    private static final int IV_LENGTH = 12;

    /** A session key and its salt. */
    static final class Session {
        private final byte[] key;
        private final byte[] salt;

        Session(byte[] key, byte[] salt) {
            this.key = key;
            this.salt = salt;
        }
    }

    private final Cipher aes;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV_LENGTH];
    private final byte[] indexWord = new byte[RTCP_INDEX_LENGTH];

    GcmCipher(SrtpKey key) {
        this(
                new Session(
                        key.derive(SrtpKey.RTP_ENCRYPTION, SrtpProfile.AEAD_AES_128_GCM.keyLength()),
                        key.derive(SrtpKey.RTP_SALT, IV_LENGTH)),
                new Session(
                        key.derive(SrtpKey.RTCP_ENCRYPTION, SrtpProfile.AEAD_AES_128_GCM.keyLength()),
                        key.derive(SrtpKey.RTCP_SALT, IV_LENGTH)));
    }

    /** Takes session keys as they are; the vectors of RFC 7714 name no others. */
    GcmCipher(Session rtp, Session rtcp) {
        rtpKey = new SecretKeySpec(rtp.key, "AES");
        rtcpKey = new SecretKeySpec(rtcp.key, "AES");
        rtpSalt = rtp.salt;
        rtcpSalt = rtcp.salt;
        try {
            aes = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    @Override
    int protectRtp(Span in, int headerLength, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
        try {
            rtpIv(Bytes.u32(in.bytes, in.offset + 8), index);
            aes.init(Cipher.ENCRYPT_MODE, rtpKey, new GCMParameterSpec(TAG_LENGTH * 8, iv));
            aes.updateAAD(in.bytes, in.offset, headerLength);
            return headerLength
                    + aes.doFinal(in.bytes, in.offset + headerLength, in.length - headerLength, out, headerLength);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int unprotectRtp(Span in, int headerLength, long index, byte[] out) {
        if (in.length < headerLength + TAG_LENGTH) {
            return -1;
        }
        try {
            rtpIv(Bytes.u32(in.bytes, in.offset + 8), index);
            aes.init(Cipher.DECRYPT_MODE, rtpKey, new GCMParameterSpec(TAG_LENGTH * 8, iv));
            aes.updateAAD(in.bytes, in.offset, headerLength);
            int clear = aes.doFinal(in.bytes, in.offset + headerLength, in.length - headerLength, out, headerLength);
            System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
            return headerLength + clear;
        } catch (AEADBadTagException _) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int protectRtcp(Span in, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
        Bytes.put32(indexWord, 0, index | RTCP_ENCRYPTED);
        try {
            rtcpIv(Bytes.u32(in.bytes, in.offset + 4), index);
            aes.init(Cipher.ENCRYPT_MODE, rtcpKey, new GCMParameterSpec(TAG_LENGTH * 8, iv));
            aes.updateAAD(in.bytes, in.offset, RTCP_HEADER_LENGTH);
            aes.updateAAD(indexWord);
            int body = in.length - RTCP_HEADER_LENGTH;
            int at = RTCP_HEADER_LENGTH
                    + aes.doFinal(in.bytes, in.offset + RTCP_HEADER_LENGTH, body, out, RTCP_HEADER_LENGTH);
            System.arraycopy(indexWord, 0, out, at, RTCP_INDEX_LENGTH);
            return at + RTCP_INDEX_LENGTH;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int unprotectRtcp(Span in, byte[] out) {
        int body = in.length - RTCP_HEADER_LENGTH - RTCP_INDEX_LENGTH;
        if (body < TAG_LENGTH) {
            return -1;
        }
        System.arraycopy(in.bytes, in.offset + in.length - RTCP_INDEX_LENGTH, indexWord, 0, RTCP_INDEX_LENGTH);
        long word = Bytes.u32(indexWord, 0);
        if ((word & RTCP_ENCRYPTED) == 0) {
            return -1;
        }
        try {
            rtcpIv(Bytes.u32(in.bytes, in.offset + 4), word & ~RTCP_ENCRYPTED);
            aes.init(Cipher.DECRYPT_MODE, rtcpKey, new GCMParameterSpec(TAG_LENGTH * 8, iv));
            aes.updateAAD(in.bytes, in.offset, RTCP_HEADER_LENGTH);
            aes.updateAAD(indexWord);
            int clear = aes.doFinal(in.bytes, in.offset + RTCP_HEADER_LENGTH, body, out, RTCP_HEADER_LENGTH);
            System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
            return RTCP_HEADER_LENGTH + clear;
        } catch (AEADBadTagException _) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two zero bytes, SSRC, roll-over counter and sequence number, masked by the salt (RFC 7714 section 8.1). */
    private void rtpIv(long ssrc, long index) {
        Bytes.put16(iv, 0, 0);
        Bytes.put32(iv, 2, ssrc);
        Bytes.put32(iv, 6, index >>> 16);
        Bytes.put16(iv, 10, (int) index);
        mask(rtpSalt);
    }

    /** Two zero bytes, SSRC, two zero bytes and the 31-bit index, masked by the salt (RFC 7714 section 9.1). */
    private void rtcpIv(long ssrc, long index) {
        Bytes.put16(iv, 0, 0);
        Bytes.put32(iv, 2, ssrc);
        Bytes.put16(iv, 6, 0);
        Bytes.put32(iv, 8, index);
        mask(rtcpSalt);
    }

    private void mask(byte[] salt) {
        for (int i = 0; i < IV_LENGTH; i++) {
            iv[i] ^= salt[i];
        }
    }
}
