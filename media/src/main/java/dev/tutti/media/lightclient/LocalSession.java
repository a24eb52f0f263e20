package dev.tutti.media.lightclient;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.lightclient.RemoteSession.Section;

/** The SDP that a light client sends: one transport, Opus only, nothing optional. */
record LocalSession(String ufrag, String pwd, DtlsFingerprint fingerprint) {
    static final int OPUS = 111;

    /** Offers one audio track that is only sent. */
    String offer(long ssrc, String streamId, String trackId) {
        return head("0")
                + media("m=audio 9 UDP/TLS/RTP/SAVPF " + OPUS, "0", "actpass")
                + "a=sendonly\r\na=msid:" + streamId + " " + trackId + "\r\n"
                + opus(OPUS)
                + "a=ssrc:" + ssrc + " cname:" + streamId + "\r\na=ssrc:" + ssrc + " msid:" + streamId + " " + trackId
                + "\r\n";
    }

    /** Answers an offer: audio is received, the data section is accepted and left unused, others are inactive. */
    String answer(RemoteSession offer) {
        var mids = offer.sections().stream().map(Section::mid).toList();
        var sdp = new StringBuilder(head(String.join(" ", mids)));
        for (Section section : offer.sections()) {
            if (section.audio() && section.opusPayloadType() >= 0) {
                int opus = section.opusPayloadType();
                sdp.append(media("m=audio 9 UDP/TLS/RTP/SAVPF " + opus, section.mid(), "active"))
                        .append("a=recvonly\r\n")
                        .append(opus(opus));
            } else {
                sdp.append(media(section.mediaLine(), section.mid(), "active"))
                        .append(
                                section.mediaLine().startsWith("m=application")
                                        ? "a=sctp-port:5000\r\n"
                                        : "a=inactive\r\n");
            }
        }
        return sdp.toString();
    }

    private static String head(String mids) {
        return "v=0\r\no=- 4711 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE " + mids
                + "\r\na=msid-semantic: WMS\r\n";
    }

    private String media(String line, String mid, String setup) {
        return line + "\r\nc=IN IP4 0.0.0.0\r\na=mid:" + mid + "\r\na=ice-ufrag:" + ufrag + "\r\na=ice-pwd:" + pwd
                + "\r\na=ice-options:trickle\r\na=fingerprint:" + fingerprint.sdpValue() + "\r\na=setup:" + setup
                + "\r\n" + (line.startsWith("m=application") ? "" : "a=rtcp-mux\r\n");
    }

    private static String opus(int payloadType) {
        return "a=rtpmap:" + payloadType + " opus/48000/2\r\na=fmtp:" + payloadType + " minptime=10;useinbandfec=1\r\n";
    }
}
