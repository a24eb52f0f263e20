package dev.tutti.media.srtp;

import dev.tutti.rtp.Bytes;
import org.jspecify.annotations.Nullable;

/** AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714). */
final class GcmCipher extends SrtpCipher {
    private static final int IV_LENGTH = 12;

    /** A session key and its salt. */
    static final class Session {
        private final byte[] key;
        private final byte[] salt;
        private @Nullable Aead sealing;
        private @Nullable Aead opening;

        Session(byte[] key, byte[] salt) {
            this.key = key;
            this.salt = salt;
        }

        Aead sealing(Aead.Maker maker) {
            var aead = sealing;
            if (aead == null) {
                aead = maker.make(key, true);
                sealing = aead;
            }
            return aead;
        }

        Aead opening(Aead.Maker maker) {
            var aead = opening;
            if (aead == null) {
                aead = maker.make(key, false);
                opening = aead;
            }
            return aead;
        }
    }

    private final Session rtp;
    private final Session rtcp;
    private final Aead.Maker maker;
    private final byte[] iv = new byte[IV_LENGTH];
    private final byte[] indexWord = new byte[RTCP_INDEX_LENGTH];

    GcmCipher(SrtpKey key) {
        this(
                new Session(
                        key.derive(SrtpKey.RTP_ENCRYPTION, SrtpProfile.AEAD_AES_128_GCM.keyLength()),
                        key.derive(SrtpKey.RTP_SALT, IV_LENGTH)),
                new Session(
                        key.derive(SrtpKey.RTCP_ENCRYPTION, SrtpProfile.AEAD_AES_128_GCM.keyLength()),
                        key.derive(SrtpKey.RTCP_SALT, IV_LENGTH)),
                Aead.BEST);
    }

    /** Takes session keys as they are; the vectors of RFC 7714 name no others. */
    GcmCipher(Session rtp, Session rtcp, Aead.Maker maker) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.maker = maker;
    }

    @Override
    int protectRtp(Span in, int headerLength, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
        rtpIv(Bytes.u32(in.bytes, in.offset + 8), index);
        var aead = rtp.sealing(maker);
        aead.begin(iv);
        aead.data(in.bytes, in.offset, headerLength);
        return headerLength
                + aead.finish(in.bytes, in.offset + headerLength, in.length - headerLength, out, headerLength);
    }

    @Override
    int unprotectRtp(Span in, int headerLength, long index, byte[] out) {
        if (in.length < headerLength + Aead.TAG_LENGTH) {
            return -1;
        }
        rtpIv(Bytes.u32(in.bytes, in.offset + 8), index);
        var aead = rtp.opening(maker);
        aead.begin(iv);
        aead.data(in.bytes, in.offset, headerLength);
        int clear = aead.finish(in.bytes, in.offset + headerLength, in.length - headerLength, out, headerLength);
        if (clear < 0) {
            return -1;
        }
        System.arraycopy(in.bytes, in.offset, out, 0, headerLength);
        return headerLength + clear;
    }

    @Override
    int protectRtcp(Span in, long index, byte[] out) {
        System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
        Bytes.put32(indexWord, 0, index | RTCP_ENCRYPTED);
        rtcpIv(Bytes.u32(in.bytes, in.offset + 4), index);
        var aead = rtcp.sealing(maker);
        aead.begin(iv);
        aead.data(in.bytes, in.offset, RTCP_HEADER_LENGTH);
        aead.data(indexWord, 0, RTCP_INDEX_LENGTH);
        int body = in.length - RTCP_HEADER_LENGTH;
        int at = RTCP_HEADER_LENGTH
                + aead.finish(in.bytes, in.offset + RTCP_HEADER_LENGTH, body, out, RTCP_HEADER_LENGTH);
        System.arraycopy(indexWord, 0, out, at, RTCP_INDEX_LENGTH);
        return at + RTCP_INDEX_LENGTH;
    }

    @Override
    int unprotectRtcp(Span in, byte[] out) {
        int body = in.length - RTCP_HEADER_LENGTH - RTCP_INDEX_LENGTH;
        if (body < Aead.TAG_LENGTH) {
            return -1;
        }
        System.arraycopy(in.bytes, in.offset + in.length - RTCP_INDEX_LENGTH, indexWord, 0, RTCP_INDEX_LENGTH);
        long word = Bytes.u32(indexWord, 0);
        if ((word & RTCP_ENCRYPTED) == 0) {
            return -1;
        }
        rtcpIv(Bytes.u32(in.bytes, in.offset + 4), word & ~RTCP_ENCRYPTED);
        var aead = rtcp.opening(maker);
        aead.begin(iv);
        aead.data(in.bytes, in.offset, RTCP_HEADER_LENGTH);
        aead.data(indexWord, 0, RTCP_INDEX_LENGTH);
        int clear = aead.finish(in.bytes, in.offset + RTCP_HEADER_LENGTH, body, out, RTCP_HEADER_LENGTH);
        if (clear < 0) {
            return -1;
        }
        System.arraycopy(in.bytes, in.offset, out, 0, RTCP_HEADER_LENGTH);
        return RTCP_HEADER_LENGTH + clear;
    }

    /** Two zero bytes, SSRC, roll-over counter and sequence number, masked by the salt (RFC 7714 section 8.1). */
    private void rtpIv(long ssrc, long index) {
        Bytes.put16(iv, 0, 0);
        Bytes.put32(iv, 2, ssrc);
        Bytes.put32(iv, 6, index >>> 16);
        Bytes.put16(iv, 10, (int) index);
        mask(rtp.salt);
    }

    /** Two zero bytes, SSRC, two zero bytes and the 31-bit index, masked by the salt (RFC 7714 section 9.1). */
    private void rtcpIv(long ssrc, long index) {
        Bytes.put16(iv, 0, 0);
        Bytes.put32(iv, 2, ssrc);
        Bytes.put16(iv, 6, 0);
        Bytes.put32(iv, 8, index);
        mask(rtcp.salt);
    }

    private void mask(byte[] salt) {
        for (int i = 0; i < IV_LENGTH; i++) {
            iv[i] ^= salt[i];
        }
    }
}
