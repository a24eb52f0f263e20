package dev.tutti.media.srtp;

import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** Opens what one peer sends us; keeps state only for streams that have proved themselves. */
public final class SrtpReceiver {
    /** Returned for a packet that failed authentication or is malformed. */
    public static final int BAD = -1;
    /** Returned for a packet that came before, or too late to tell. */
    public static final int REPLAYED = -2;

    private static final int MAX_STREAMS = 128;

    private final SrtpCipher cipher;
    private final int rtcpTrailer;
    private final SrtpCipher.Span span = new SrtpCipher.Span();
    private final StreamTable rtpStreams = new StreamTable(MAX_STREAMS);
    private final StreamTable rtcpStreams = new StreamTable(MAX_STREAMS);

    public SrtpReceiver(SrtpProfile profile, SrtpKey key) {
        cipher = profile.cipher(key);
        // In GCM the index is the last word, otherwise the tag follows it.
        rtcpTrailer = profile == SrtpProfile.AEAD_AES_128_GCM ? 4 : 4 + profile.rtcpTagLength();
    }

    /** Opens an SRTP packet into {@code out}; returns the length of the RTP packet, {@link #BAD} or {@link #REPLAYED}. */
    public int unprotectRtp(byte[] packet, int offset, int length, byte[] out) {
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0) {
            return BAD;
        }
        long ssrc = Bytes.u32(packet, offset + 8);
        int sequence = Bytes.u16(packet, offset + 2);
        var known = rtpStreams.find(ssrc);
        long index = known == null ? sequence : known.guess(sequence);
        if (known != null && !known.fresh(index)) {
            return REPLAYED;
        }
        int clear = cipher.unprotectRtp(span.set(packet, offset, length), header, index, out);
        return clear >= 0 && remember(rtpStreams, known, ssrc, index) ? clear : BAD;
    }

    /** Opens an SRTCP packet into {@code out}; returns the length of the RTCP packet, {@link #BAD} or {@link #REPLAYED}. */
    public int unprotectRtcp(byte[] packet, int offset, int length, byte[] out) {
        if (length < SrtpCipher.RTCP_HEADER_LENGTH + rtcpTrailer) {
            return BAD;
        }
        long ssrc = Bytes.u32(packet, offset + 4);
        long index = Bytes.u32(packet, offset + length - rtcpTrailer) & ~SrtpCipher.RTCP_ENCRYPTED;
        var known = rtcpStreams.find(ssrc);
        if (known != null && !known.fresh(index)) {
            return REPLAYED;
        }
        int clear = cipher.unprotectRtcp(span.set(packet, offset, length), out);
        return clear >= 0 && remember(rtcpStreams, known, ssrc, index) ? clear : BAD;
    }

    private static boolean remember(StreamTable streams, @Nullable StreamState known, long ssrc, long index) {
        var stream = known;
        if (stream == null) {
            stream = new StreamState(ssrc);
            if (!streams.add(stream)) {
                return false;
            }
        }
        stream.mark(index);
        return true;
    }
}
