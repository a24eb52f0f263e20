package dev.tutti.media.sdp;

/** Descriptions as real clients write them, shortened to what matters. */
public final class Offers {
    static final String FINGERPRINT =
            "sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08";

    private Offers() {}

    /** Chromium with signalling v1: data, a microphone that sends, places to receive, and video it cannot use. */
    public static String chromium() {
        return session("0 1 2 3")
                + data("0")
                + audio(
                        "1",
                        "sendonly",
                        "a=msid:- 6b2fa5c0\r\na=ssrc:314159 cname:abc\r\na=ssrc:314159 msid:- 6b2fa5c0\r\n")
                + audio("2", "recvonly", "")
                + video("3", "recvonly");
    }

    /** Firefox: the track id is not the one it announced, and there is no SSRC list to count on. */
    public static String firefox() {
        return session("0 1").replace("a=msid-semantic: WMS\r\n", "a=msid-semantic:WMS *\r\n")
                + audio("0", "sendonly", "a=msid:{11} {22}\r\n")
                + data("1");
    }

    static String session(String mids) {
        return """
                v=0
                o=- 4611731400430051336 2 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE %s
                a=extmap-allow-mixed
                a=msid-semantic: WMS
                """.formatted(mids).replace("\n", "\r\n");
    }

    static String transport(String mid) {
        return """
                c=IN IP4 0.0.0.0
                a=rtcp:9 IN IP4 0.0.0.0
                a=ice-ufrag:Ab3d
                a=ice-pwd:0123456789abcdefghijklmn
                a=ice-options:trickle
                a=fingerprint:%s
                a=setup:actpass
                a=mid:%s
                """.formatted(FINGERPRINT, mid).replace("\n", "\r\n");
    }

    static String data(String mid) {
        return "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" + transport(mid)
                + "a=sctp-port:5000\r\na=max-message-size:262144\r\n";
    }

    static String audio(String mid, String direction, String more) {
        return "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\n" + transport(mid)
                + """
                a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=%s
                a=rtcp-mux
                a=rtcp-rsize
                a=rtpmap:111 opus/48000/2
                a=rtcp-fb:111 transport-cc
                a=rtcp-fb:111 nack
                a=fmtp:111 minptime=10;useinbandfec=1
                a=rtpmap:63 red/48000/2
                a=fmtp:63 111/111
                a=rtpmap:9 G722/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:13 CN/8000
                a=rtpmap:110 telephone-event/48000
                a=rtpmap:126 telephone-event/8000
                """.formatted(direction).replace("\n", "\r\n") + more;
    }

    static String video(String mid, String direction) {
        return "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" + transport(mid)
                + """
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=%s
                a=rtcp-mux
                a=rtpmap:96 VP8/90000
                a=rtcp-fb:96 nack pli
                a=rtpmap:97 rtx/90000
                a=fmtp:97 apt=96
                """.formatted(direction).replace("\n", "\r\n");
    }
}
