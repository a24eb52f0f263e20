package dev.tutti.media.sdp;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.forward.ExtensionIds;
import dev.tutti.media.ice.IceCredentials;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One media section, with what the session level says already filled in.
 *
 * @param kind {@code audio}, {@code video} or {@code application}
 * @param formats the payload types (or the data channel's name) in order of preference
 * @param extensions header extension URI → id
 * @param ssrc the first SSRC named, 0 when none is
 * @param msidTrack the track part of {@code a=msid}, null when missing
 */
public record SdpSection(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        String mid,
        SdpDirection direction,
        List<SdpCodec> codecs,
        Map<String, Integer> extensions,
        @Nullable IceCredentials ice,
        @Nullable DtlsFingerprint fingerprint,
        @Nullable DtlsSetup setup,
        long ssrc,
        @Nullable String msidTrack) {
    /** How the section says opus and RED: what the forwarding side must know. */
    public record AudioFormat(int opus, int red, boolean nack, ExtensionIds extensions) {}

    public SdpSection {
        formats = List.copyOf(formats);
        codecs = List.copyOf(codecs);
        extensions = Map.copyOf(extensions);
    }

    /** Its sender has stopped it for good (RFC 9429 section 5.3.1). */
    public boolean rejected() {
        return port == 0;
    }

    public boolean audio() {
        return kind.equals("audio");
    }

    public boolean application() {
        return kind.equals("application");
    }

    /** The opus and RED payload types, or null when the section has no opus. */
    public @Nullable AudioFormat audioFormat() {
        SdpCodec opus = null;
        for (SdpCodec codec : codecs) {
            if (opus == null && codec.isOpus()) {
                opus = codec;
            }
        }
        if (opus == null) {
            return null;
        }
        var red = redOf(opus.payloadType());
        var ids = new ExtensionIds(
                extensions.getOrDefault(ExtensionIds.AUDIO_LEVEL_URI, 0),
                extensions.getOrDefault(ExtensionIds.MID_URI, 0));
        return new AudioFormat(
                opus.payloadType(),
                red == null ? -1 : red.payloadType(),
                opus.feedback().contains("nack"),
                ids);
    }

    @Nullable SdpCodec codec(int payloadType) {
        for (SdpCodec codec : codecs) {
            if (codec.payloadType() == payloadType) {
                return codec;
            }
        }
        return null;
    }

    /** RED counts only when every block of it is this opus (RFC 2198 section 5). */
    private @Nullable SdpCodec redOf(int opus) {
        for (SdpCodec codec : codecs) {
            if (codec.isRed() && (codec.fmtp().isEmpty() || codec.fmtp().startsWith(opus + "/" + opus))) {
                return codec;
            }
        }
        return null;
    }
}
