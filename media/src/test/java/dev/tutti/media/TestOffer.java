package dev.tutti.media;

/** Offers of a client that nobody will ever reach: enough for everything that signalling decides. */
public final class TestOffer {
    private static final String FINGERPRINT =
            "sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08";

    private final StringBuilder sections = new StringBuilder();
    private final String ufrag;
    private final String fingerprint;

    public TestOffer() {
        this("uf00");
    }

    public TestOffer(String ufrag) {
        this(ufrag, "0123456789abcdefghijklmn", FINGERPRINT);
    }

    public TestOffer(String ufrag, String pwd, String fingerprint) {
        this.ufrag = "a=ice-ufrag:" + ufrag + "\r\na=ice-pwd:" + pwd + "\r\n";
        this.fingerprint = "a=fingerprint:" + fingerprint + "\r\na=setup:actpass\r\n";
    }

    /** A microphone in section 1 beside the data section, and nothing to receive in. */
    public static String sending(String track) {
        return new TestOffer().data("0").audio("1", "sendonly", track).sdp();
    }

    /** Places to receive in, in sections r0, r1… */
    public static String receiving(int places) {
        var offer = new TestOffer().data("0");
        for (int i = 0; i < places; i++) {
            offer.audio("r" + i, "recvonly", null);
        }
        return offer.sdp();
    }

    public TestOffer data(String mid) {
        sections.append("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n").append(transport(mid));
        return this;
    }

    public TestOffer audio(String mid, String direction, @org.jspecify.annotations.Nullable String track) {
        sections.append("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n")
                .append(transport(mid))
                .append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n")
                .append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
                .append("a=")
                .append(direction)
                .append("\r\na=rtcp-mux\r\n")
                .append("a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\n")
                .append("a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n");
        if (track != null) {
            sections.append("a=msid:- ")
                    .append(track)
                    .append("\r\na=ssrc:")
                    .append(ssrc(mid))
                    .append(" cname:x\r\n");
        }
        return this;
    }

    /** The SSRC that a section's sender names. */
    public static long ssrc(String mid) {
        return 1000L + mid.hashCode();
    }

    public String sdp() {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" + sections;
    }

    private String transport(String mid) {
        return "c=IN IP4 0.0.0.0\r\na=mid:" + mid + "\r\n" + ufrag + fingerprint;
    }
}
