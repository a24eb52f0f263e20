package dev.tutti.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.ice.IceCandidate;
import dev.tutti.media.ice.IceCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SdpWriterTest {
    private static final LocalTransport LOCAL = new LocalTransport(
            new IceCredentials("ourfrag1", "ourpasswordourpasswordou"),
            List.of(
                    IceCandidate.host(0, new InetSocketAddress(InetAddress.ofLiteral("192.168.1.5"), 7882)),
                    IceCandidate.host(1, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7882))),
            DtlsFingerprint.parse(Offers.FINGERPRINT));
    private static final SdpOrigin ORIGIN = new SdpOrigin(77, 3);

    @Test
    void answerHasTheSectionsOfTheOfferInTheirOrder() throws SdpException {
        var answer = SdpParser.parse(answer(new SectionPlan.Receive(true, true, false), send()));
        assertThat(answer.sections()).extracting(SdpSection::mid).containsExactly("0", "1", "2", "3");
        assertThat(answer.sections())
                .extracting(SdpSection::direction)
                .containsExactly(
                        SdpDirection.SENDRECV, SdpDirection.RECVONLY, SdpDirection.SENDONLY, SdpDirection.INACTIVE);
        assertThat(answer.sections()).noneMatch(SdpSection::rejected);
        var remote = Objects.requireNonNull(answer.remote());
        assertThat(remote.setup()).isEqualTo(DtlsSetup.PASSIVE);
        assertThat(remote.ice().ufrag()).isEqualTo("ourfrag1");
    }

    @Test
    void answerIsLiteBundledAndNamesEveryAddressOnce() throws SdpException {
        String answer = answer(new SectionPlan.Receive(true, true, false), send());
        assertThat(answer)
                .contains("a=ice-lite\r\n", "a=group:BUNDLE 0 1 2 3\r\n")
                .containsOnlyOnce(" 192.168.1.5 7882 typ host")
                .containsOnlyOnce(" 127.0.0.1 7882 typ host")
                .containsOnlyOnce("a=end-of-candidates");
    }

    @Test
    void redComesFirstWhereItIsReceivedAndOpusFirstWhereItIsSent() throws SdpException {
        String answer = answer(new SectionPlan.Receive(true, true, false), send());
        assertThat(answer).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n", "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n");
        String plain = answer(new SectionPlan.Receive(false, true, false), send());
        assertThat(plain).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
    }

    @Test
    void opusIsAskedForWithErrorCorrectionAndSilenceSuppression() throws SdpException {
        assertThat(answer(new SectionPlan.Receive(true, true, false), send()))
                .contains("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n", "a=rtcp-fb:111 nack\r\n")
                .doesNotContain("transport-cc", "stereo=1", "PCMU", "telephone-event");
        assertThat(answer(new SectionPlan.Receive(true, false, true), new SectionPlan.Inactive()))
                .contains("a=fmtp:111 minptime=10;useinbandfec=1;stereo=1\r\n");
    }

    @Test
    void sentTrackIsNamedByParticipantAndTrack() throws SdpException {
        assertThat(answer(new SectionPlan.Receive(true, true, false), send()))
                .contains("a=msid:PA_x|TR_y TR_y\r\n", "a=ssrc:4242 cname:PA_x\r\n");
    }

    @Test
    void videoIsAnsweredInactiveAndNotRejected() throws SdpException {
        assertThat(answer(new SectionPlan.Inactive(), new SectionPlan.Inactive()))
                .contains("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n")
                .doesNotContain("m=video 0");
    }

    @Test
    void rejectedSectionStaysRejectedAndOutsideTheBundle() throws SdpException {
        var offer = SdpParser.parse(Offers.chromium().replace("m=video 9", "m=video 0"));
        String answer = SdpWriter.answer(
                offer,
                List.of(
                        new SectionPlan.Data(),
                        new SectionPlan.Inactive(),
                        new SectionPlan.Inactive(),
                        new SectionPlan.Rejected()),
                LOCAL,
                ORIGIN);
        assertThat(answer).contains("a=group:BUNDLE 0 1 2\r\n", "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n");
    }

    @Test
    void passivePeerGetsAnActiveAnswer() throws SdpException {
        var offer = SdpParser.parse(Offers.firefox().replace("a=setup:actpass", "a=setup:passive"));
        String answer =
                SdpWriter.answer(offer, List.of(new SectionPlan.Inactive(), new SectionPlan.Data()), LOCAL, ORIGIN);
        assertThat(answer).contains("a=setup:active\r\n").doesNotContain("a=setup:passive");
    }

    @Test
    void dataSectionIsAnswered() throws SdpException {
        assertThat(answer(new SectionPlan.Inactive(), new SectionPlan.Inactive()))
                .contains("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", "a=sctp-port:5000\r\n");
    }

    @Test
    void ourOfferToASubscriberCanBeReadBack() throws SdpException {
        String text =
                SdpWriter.offer(List.of(new SectionPlan.Data(), send(), new SectionPlan.Inactive()), LOCAL, ORIGIN);
        var offer = SdpParser.parse(text);
        assertThat(offer.sections()).extracting(SdpSection::mid).containsExactly("0", "1", "2");
        assertThat(Objects.requireNonNull(offer.remote()).setup()).isEqualTo(DtlsSetup.ACTPASS);
        var format = Objects.requireNonNull(offer.sections().get(1).audioFormat());
        assertThat(format.opus()).isEqualTo(SdpWriter.OPUS);
        assertThat(format.red()).isEqualTo(SdpWriter.RED);
        assertThat(format.nack()).isTrue();
        assertThat(format.extensions().mid()).isEqualTo(SdpWriter.MID_ID);
        assertThat(offer.sections().get(1).ssrc()).isEqualTo(4242);
        assertThat(offer.sections().get(2).direction()).isEqualTo(SdpDirection.INACTIVE);
    }

    private static SectionPlan send() {
        return new SectionPlan.Send("PA_x|TR_y", "TR_y", 4242, "PA_x");
    }

    private static String answer(SectionPlan microphone, SectionPlan speaker) throws SdpException {
        var plans = List.of(new SectionPlan.Data(), microphone, speaker, new SectionPlan.Inactive());
        return SdpWriter.answer(SdpParser.parse(Offers.chromium()), plans, LOCAL, ORIGIN);
    }
}
