package dev.tutti.media.sdp;

import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.forward.ExtensionIds;
import dev.tutti.media.sdp.SectionPlan.Data;
import dev.tutti.media.sdp.SectionPlan.Inactive;
import dev.tutti.media.sdp.SectionPlan.Receive;
import dev.tutti.media.sdp.SectionPlan.Rejected;
import dev.tutti.media.sdp.SectionPlan.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes our descriptions: ice-lite, one bundle, rtcp-mux, all candidates at once. */
public final class SdpWriter {
    /** The payload types of our own offers: those that browsers use themselves. */
    static final int OPUS = 111;

    static final int RED = 63;
    static final int LEVEL_ID = 1;
    static final int MID_ID = 4;

    private static final String LINE = "\r\n";
    private final StringBuilder sdp = new StringBuilder(4096);
    private final LocalTransport local;
    private final String setup;
    private boolean candidatesWritten;

    private SdpWriter(LocalTransport local, DtlsSetup setup) {
        this.local = local;
        this.setup = setup.name().toLowerCase(Locale.ROOT);
    }

    /** The answer to an offer, with a plan for each of its sections, in their order. */
    public static String answer(SdpDescription offer, List<SectionPlan> plans, LocalTransport local, SdpOrigin origin) {
        var remote = offer.remote();
        var writer = new SdpWriter(
                local, remote == null ? DtlsSetup.PASSIVE : remote.setup().answer());
        var bundled = new ArrayList<String>();
        for (int i = 0; i < plans.size(); i++) {
            if (!(plans.get(i) instanceof Rejected)) {
                bundled.add(offer.sections().get(i).mid());
            }
        }
        writer.header(origin, bundled);
        for (int i = 0; i < plans.size(); i++) {
            writer.answerSection(offer.sections().get(i), plans.get(i));
        }
        return writer.sdp.toString();
    }

    /** Our offer to a subscriber: the plans' mids are their indexes. */
    public static String offer(List<SectionPlan> plans, LocalTransport local, SdpOrigin origin) {
        var writer = new SdpWriter(local, DtlsSetup.ACTPASS);
        var mids = new ArrayList<String>();
        for (int i = 0; i < plans.size(); i++) {
            mids.add(Integer.toString(i));
        }
        writer.header(origin, mids);
        for (int i = 0; i < plans.size(); i++) {
            writer.offerSection(mids.get(i), plans.get(i));
        }
        return writer.sdp.toString();
    }

    private void header(SdpOrigin origin, List<String> bundled) {
        line("v=0");
        line("o=- " + origin.sessionId() + ' ' + origin.version() + " IN IP4 127.0.0.1");
        line("s=-");
        line("t=0 0");
        if (!bundled.isEmpty()) {
            line("a=group:BUNDLE " + String.join(" ", bundled));
        }
        line("a=msid-semantic: WMS *");
        line("a=ice-lite");
    }

    private void answerSection(SdpSection offered, SectionPlan plan) {
        String protocol = offered.protocol();
        if (plan instanceof Rejected) {
            line("m=" + offered.kind() + " 0 " + protocol + ' '
                    + offered.formats().getFirst());
            line("c=IN IP4 0.0.0.0");
            line("a=mid:" + offered.mid());
            line("a=inactive");
            return;
        }
        if (plan instanceof Data) {
            dataSection(offered.mid(), protocol, offered.formats().getFirst());
            return;
        }
        var codecs = answeredCodecs(offered, plan);
        var formats = new ArrayList<String>();
        codecs.forEach(codec -> formats.add(Integer.toString(codec.payloadType())));
        mediaLine(offered.kind(), protocol, String.join(" ", formats));
        transport(offered.mid());
        if (offered.audio()) {
            extension(offered, ExtensionIds.AUDIO_LEVEL_URI);
        }
        extension(offered, ExtensionIds.MID_URI);
        direction(plan);
        line("a=rtcp-mux");
        codecs.forEach(codec -> codec(codec, plan));
        sender(plan);
    }

    private void offerSection(String mid, SectionPlan plan) {
        if (plan instanceof Data) {
            dataSection(mid, "UDP/DTLS/SCTP", "webrtc-datachannel");
            return;
        }
        mediaLine("audio", "UDP/TLS/RTP/SAVPF", OPUS + " " + RED);
        transport(mid);
        line("a=extmap:" + LEVEL_ID + ' ' + ExtensionIds.AUDIO_LEVEL_URI);
        line("a=extmap:" + MID_ID + ' ' + ExtensionIds.MID_URI);
        direction(plan);
        line("a=rtcp-mux");
        codec(new SdpCodec(OPUS, "opus", 48_000, 2, "", List.of("nack")), plan);
        codec(new SdpCodec(RED, "red", 48_000, 2, OPUS + "/" + OPUS, List.of()), plan);
        sender(plan);
    }

    private void dataSection(String mid, String protocol, String format) {
        mediaLine("application", protocol, format);
        transport(mid);
        line("a=sctp-port:5000");
        line("a=max-message-size:65535");
    }

    private void mediaLine(String kind, String protocol, String formats) {
        line("m=" + kind + " 9 " + protocol + ' ' + formats);
        line("c=IN IP4 0.0.0.0");
    }

    private void transport(String mid) {
        line("a=mid:" + mid);
        line("a=ice-ufrag:" + local.ice().ufrag());
        line("a=ice-pwd:" + local.ice().pwd());
        line("a=fingerprint:" + local.fingerprint().sdpValue());
        line("a=setup:" + setup);
        if (!candidatesWritten) {
            candidatesWritten = true;
            local.candidates().forEach(candidate -> line("a=candidate:" + candidate.sdpValue()));
            line("a=end-of-candidates");
        }
    }

    private void extension(SdpSection offered, String uri) {
        Integer id = offered.extensions().get(uri);
        if (id != null) {
            line("a=extmap:" + id + ' ' + uri);
        }
    }

    private void direction(SectionPlan plan) {
        line(
                switch (plan) {
                    case Receive _ -> "a=recvonly";
                    case Send _ -> "a=sendonly";
                    case Inactive _, Rejected _, Data _ -> "a=inactive";
                });
    }

    /** Opus, and RED before it where a sender shall use it; of other kinds the first codec only, to name one. */
    private static List<SdpCodec> answeredCodecs(SdpSection offered, SectionPlan plan) {
        var format = offered.audio() ? offered.audioFormat() : null;
        if (format == null) {
            return List.of(offered.codecs().getFirst());
        }
        var codecs = new ArrayList<SdpCodec>();
        addCodec(codecs, offered.codec(format.opus()));
        boolean wantsRed = !(plan instanceof Receive receive) || receive.red();
        if (wantsRed) {
            var red = offered.codec(format.red());
            if (red != null) {
                codecs.add(plan instanceof Receive ? 0 : 1, red);
            }
        }
        return codecs;
    }

    private static void addCodec(List<SdpCodec> codecs, @Nullable SdpCodec codec) {
        if (codec != null) {
            codecs.add(codec);
        }
    }

    private void codec(SdpCodec codec, SectionPlan plan) {
        int type = codec.payloadType();
        if (!codec.name().isEmpty()) {
            String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
            line("a=rtpmap:" + type + ' ' + codec.name() + '/' + codec.clockRate() + channels);
        }
        if (codec.isOpus()) {
            line("a=fmtp:" + type + ' ' + opusParameters(plan));
            if (codec.feedback().contains("nack")) {
                line("a=rtcp-fb:" + type + " nack");
            }
        } else if (!codec.fmtp().isEmpty()) {
            line("a=fmtp:" + type + ' ' + codec.fmtp());
        }
    }

    /** The same for every section unless a track asks otherwise: a payload type is shared across the bundle. */
    private static String opusParameters(SectionPlan plan) {
        var parameters = new StringBuilder("minptime=10;useinbandfec=1");
        boolean dtx = !(plan instanceof Receive receive) || receive.dtx();
        if (dtx) {
            parameters.append(";usedtx=1");
        }
        if (plan instanceof Receive receive && receive.stereo()) {
            parameters.append(";stereo=1");
        }
        return parameters.toString();
    }

    private void sender(SectionPlan plan) {
        if (plan instanceof Send send) {
            line("a=msid:" + send.stream() + ' ' + send.track());
            line("a=ssrc:" + send.ssrc() + " cname:" + send.cname());
            line("a=ssrc:" + send.ssrc() + " msid:" + send.stream() + ' ' + send.track());
        }
    }

    private void line(String text) {
        sdp.append(text).append(LINE);
    }
}
