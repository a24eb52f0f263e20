package dev.tutti.media.srtp;

import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** Protects what we send to one peer; refuses to use a packet index twice, because that would break the cipher. */
public final class SrtpSender {
    /** A hub of a hundred speakers, with room for streams that came and went. */
    private static final int MAX_STREAMS = 4096;

    private static final long MAX_RTCP_INDEX = (1L << 31) - 1;

    private final SrtpCipher cipher;
    private final SrtpCipher.Span span = new SrtpCipher.Span();
    private final StreamTable streams = new StreamTable(MAX_STREAMS);
    private @Nullable StreamState lastUsed;
    private long rtcpIndex;

    public SrtpSender(SrtpProfile profile, SrtpKey key) {
        cipher = profile.cipher(key);
    }

    /** Protects an RTP packet into {@code out}; returns the length, or −1 when its sequence number was used before. */
    public int protectRtp(byte[] packet, int offset, int length, byte[] out) {
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0) {
            return -1;
        }
        long ssrc = Bytes.u32(packet, offset + 8);
        var stream = stream(ssrc);
        if (stream == null) {
            return -1;
        }
        long index = stream.guess(Bytes.u16(packet, offset + 2));
        if (!stream.fresh(index)) {
            return -1;
        }
        stream.mark(index);
        return cipher.protectRtp(span.set(packet, offset, length), header, index, out);
    }

    /** One voice at a time is the rule, so that of the packet before is tried first; null when there are too many. */
    private @Nullable StreamState stream(long ssrc) {
        var stream = lastUsed;
        if (stream != null && stream.ssrc == ssrc) {
            return stream;
        }
        stream = streams.find(ssrc);
        if (stream == null) {
            stream = new StreamState(ssrc);
            if (!streams.add(stream)) {
                return null;
            }
        }
        lastUsed = stream;
        return stream;
    }

    /** Protects a compound RTCP packet into {@code out}; returns the length, or −1 when the key is used up. */
    public int protectRtcp(byte[] packet, int offset, int length, byte[] out) {
        if (length < SrtpCipher.RTCP_HEADER_LENGTH || rtcpIndex == MAX_RTCP_INDEX) {
            return -1;
        }
        return cipher.protectRtcp(span.set(packet, offset, length), ++rtcpIndex, out);
    }
}
