package dev.tutti.media.lightclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.dtls.DtlsFingerprint;
import org.junit.jupiter.api.Test;

final class RemoteSessionTest {
    private static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "a=ice-lite",
            "a=group:BUNDLE 0 1",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "a=mid:0",
            "a=ice-ufrag:abcd",
            "a=ice-pwd:0123456789012345678901",
            "a=fingerprint:sha-256 AB:CD",
            "a=candidate:1 1 udp 2130706431 ::1 7882 typ host",
            "a=candidate:2 1 udp 2130706431 127.0.0.1 7882 typ host",
            "m=audio 9 UDP/TLS/RTP/SAVPF 63 109",
            "a=mid:1",
            "a=rtpmap:63 red/48000/2",
            "a=rtpmap:109 opus/48000/2",
            "");

    @Test
    void readsWhatTheTransportNeeds() {
        var session = RemoteSession.parse(OFFER);
        assertThat(session.ufrag()).isEqualTo("abcd");
        assertThat(session.fingerprint()).isEqualTo("AB:CD");
        assertThat(session.candidate()).hasToString("/127.0.0.1:7882");
    }

    @Test
    void answersEachSectionInItsOrder() {
        var fingerprint = DtlsFingerprint.sha256(new byte[] {1});
        String answer = new LocalSession("me", "pw", fingerprint).answer(RemoteSession.parse(OFFER));
        assertThat(answer)
                .contains("a=group:BUNDLE 0 1\r\n")
                .containsSubsequence(
                        "m=application", "a=mid:0", "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\n", "a=mid:1", "a=recvonly")
                .contains("a=rtpmap:109 opus/48000/2")
                .contains("a=setup:active")
                .doesNotContain("red/48000");
    }
}
