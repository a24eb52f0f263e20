package dev.tutti.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.media.dtls.DtlsSetup;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpParserTest {
    @Test
    void chromiumsOfferIsReadSectionBySection() throws SdpException {
        var offer = SdpParser.parse(Offers.chromium());
        assertThat(offer.sections())
                .extracting(SdpSection::kind)
                .containsExactly("application", "audio", "audio", "video");
        assertThat(offer.sections()).extracting(SdpSection::mid).containsExactly("0", "1", "2", "3");
        var microphone = offer.sections().get(1);
        assertThat(microphone.direction()).isEqualTo(SdpDirection.SENDONLY);
        assertThat(microphone.msidTrack()).isEqualTo("6b2fa5c0");
        assertThat(microphone.ssrc()).isEqualTo(314159);
        var format = Objects.requireNonNull(microphone.audioFormat());
        assertThat(format.opus()).isEqualTo(111);
        assertThat(format.red()).isEqualTo(63);
        assertThat(format.nack()).isTrue();
        assertThat(format.extensions().audioLevel()).isEqualTo(1);
        assertThat(format.extensions().mid()).isEqualTo(4);
        assertThat(offer.sections().get(3).audioFormat()).isNull();
    }

    @Test
    void transportOfTheBundleIsRead() throws SdpException {
        var remote = Objects.requireNonNull(SdpParser.parse(Offers.chromium()).remote());
        assertThat(remote.ice().ufrag()).isEqualTo("Ab3d");
        assertThat(remote.fingerprint().sdpValue()).isEqualTo(Offers.FINGERPRINT);
        assertThat(remote.setup()).isEqualTo(DtlsSetup.ACTPASS);
    }

    @Test
    void sectionsInheritWhatTheSessionLevelSays() throws SdpException {
        String text = Offers.session("0") + """
                a=ice-ufrag:sess
                a=ice-pwd:sessionsessionsessionsess
                a=fingerprint:%s
                a=setup:active
                a=recvonly
                m=audio 9 UDP/TLS/RTP/SAVPF 109
                a=mid:0
                a=rtpmap:109 OPUS/48000/2
                """.formatted(Offers.FINGERPRINT);
        var section = SdpParser.parse(text).sections().getFirst();
        assertThat(Objects.requireNonNull(section.ice()).ufrag()).isEqualTo("sess");
        assertThat(section.setup()).isEqualTo(DtlsSetup.ACTIVE);
        assertThat(section.direction()).isEqualTo(SdpDirection.RECVONLY);
        assertThat(Objects.requireNonNull(section.audioFormat()).opus()).isEqualTo(109);
        assertThat(Objects.requireNonNull(section.audioFormat()).red()).isEqualTo(-1);
    }

    @Test
    void redOfAnotherCodecIsNotUsed() throws SdpException {
        String text =
                Offers.session("0") + Offers.audio("0", "sendonly", "").replace("a=fmtp:63 111/111", "a=fmtp:63 0/0");
        assertThat(Objects.requireNonNull(
                                SdpParser.parse(text).sections().getFirst().audioFormat())
                        .red())
                .isEqualTo(-1);
    }

    @Test
    void everythingOptionalMayBeMissing() throws SdpException {
        var offer = SdpParser.parse("v=0\nm=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\n");
        var section = offer.sections().getFirst();
        assertThat(offer.remote()).isNull();
        assertThat(offer.ice()).isNull();
        assertThat(section.ssrc()).isZero();
        assertThat(section.msidTrack()).isNull();
        assertThat(section.audioFormat()).isNull();
        assertThat(section.direction()).isEqualTo(SdpDirection.SENDRECV);
        assertThat(section.codecs()).hasSize(1);
    }

    @Test
    void stoppedSectionIsRejected() throws SdpException {
        var offer = SdpParser.parse("m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:x\r\n");
        assertThat(offer.sections().getFirst().rejected()).isTrue();
        assertThat(offer.remote()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=0\r\n",
                "m=audio\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF\r\na=mid:0\r\n",
                "m=audio x UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n",
                "m=audio 99999 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 999\r\na=mid:0\r\n",
                "m=audio 9 <script> 111\r\na=mid:0\r\n",
                "m=text 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:a b\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=fingerprint:md5 00\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:a\r\na=ice-pwd:b\r\n",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
            })
    void unusableDescriptionsAreRefused(String text) {
        assertThatThrownBy(() -> SdpParser.parse(text)).isInstanceOf(SdpException.class);
    }

    @Test
    void everythingIsBounded() {
        String section = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:%d\r\n";
        var many = new StringBuilder();
        for (int i = 0; i <= SdpParser.MAX_SECTIONS; i++) {
            many.append(section.formatted(i));
        }
        assertThatThrownBy(() -> SdpParser.parse(many.toString())).hasMessageContaining("sections");
        assertThatThrownBy(() -> SdpParser.parse("a=" + "x".repeat(SdpParser.MAX_LINE_CHARS)))
                .hasMessageContaining("line");
        assertThatThrownBy(() -> SdpParser.parse("\n".repeat(SdpParser.MAX_CHARS + 1)))
                .hasMessageContaining("longer");
        assertThatThrownBy(() ->
                        SdpParser.parse(section.formatted(0) + "a=x\r\n".repeat(SdpParser.MAX_LINES_PER_SECTION + 1)))
                .hasMessageContaining("attributes");
    }

    @Test
    void numbersOutOfRangeAreSkippedNotBelieved() throws SdpException {
        var section = SdpParser.parse("""
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                a=mid:0
                a=rtpmap:111 opus/48000/2
                a=extmap:15 urn:ietf:params:rtp-hdrext:sdes:mid
                a=extmap:0 urn:ietf:params:rtp-hdrext:ssrc-audio-level
                a=ssrc:99999999999 cname:a
                a=ssrc:0 cname:a
                a=rtpmap:4096 opus/48000/2
                """).sections().getFirst();
        assertThat(section.extensions()).isEmpty();
        assertThat(section.ssrc()).isZero();
    }
}
