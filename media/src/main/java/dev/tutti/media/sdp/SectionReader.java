package dev.tutti.media.sdp;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.ice.IceCredentials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one section, or of the session level, whose values every section inherits. */
final class SectionReader {
    private static final Set<String> KINDS = Set.of("audio", "video", "application");
    private static final int MAX_FORMATS = 128;
    private static final int MAX_EXTENSION_ID = 14;
    private static final int MAX_MID_CHARS = 16;

    private record RtpMap(String name, int clockRate, int channels) {}

    private final String kind;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final Map<Integer, RtpMap> rtpMaps = new HashMap<>();
    private final Map<Integer, String> fmtps = new HashMap<>();
    private final Map<Integer, List<String>> feedback = new HashMap<>();
    private final List<String> feedbackForAll = new ArrayList<>();
    private final Map<String, Integer> extensions = new HashMap<>();
    private @Nullable String mid;
    private @Nullable SdpDirection direction;
    private @Nullable String ufrag;
    private @Nullable String pwd;
    private @Nullable DtlsFingerprint fingerprint;
    private @Nullable DtlsSetup setup;
    private @Nullable String msidTrack;
    private long ssrc;
    private int lines;

    private SectionReader(String kind, int port, String protocol, List<String> formats) {
        this.kind = kind;
        this.port = port;
        this.protocol = protocol;
        this.formats = formats;
    }

    static SectionReader session() {
        return new SectionReader("", 0, "", List.of());
    }

    /** Begins a section with the value of its {@code m=} line. */
    static SectionReader media(String value) throws SdpException {
        String[] parts = value.split(" +");
        if (parts.length < 4 || parts.length > MAX_FORMATS + 3 || !KINDS.contains(parts[0])) {
            throw new SdpException("A media line is malformed");
        }
        int slash = parts[1].indexOf('/');
        long port = SdpParser.number(slash < 0 ? parts[1] : parts[1].substring(0, slash), 65_535);
        if (port < 0 || !parts[2].matches("[A-Z/]{3,24}")) {
            throw new SdpException("A media line has no port or no protocol");
        }
        var formats = List.of(parts).subList(3, parts.length);
        boolean data = parts[0].equals("application");
        for (String format : formats) {
            if (data ? !format.matches("[a-z0-9-]{1,32}") : SdpParser.number(format, 127) < 0) {
                throw new SdpException("A media line has a format that is none");
            }
        }
        return new SectionReader(parts[0], (int) port, parts[2], formats);
    }

    void attribute(String attribute) throws SdpException {
        if (++lines > SdpParser.MAX_LINES_PER_SECTION) {
            throw new SdpException("A media section has too many attributes");
        }
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
        switch (name) {
            case "sendrecv", "sendonly", "recvonly", "inactive" ->
                direction = SdpDirection.valueOf(name.toUpperCase(Locale.ROOT));
            case "mid" -> mid = value;
            case "ice-ufrag" -> ufrag = value;
            case "ice-pwd" -> pwd = value;
            case "fingerprint" -> readFingerprint(value);
            case "setup" -> readSetup(value);
            case "rtpmap" -> readRtpMap(value);
            case "fmtp" -> readFormat(value, (type, rest) -> fmtps.put(type, rest));
            case "rtcp-fb" -> readFeedback(value);
            case "extmap" -> readExtension(value);
            case "msid" -> readMsid(value);
            case "ssrc" -> readSsrc(value);
            default -> {}
        }
    }

    SdpSection finish(SectionReader session) throws SdpException {
        var directionOrDefault =
                direction != null ? direction : session.direction != null ? session.direction : SdpDirection.SENDRECV;
        var ids = new HashMap<>(session.extensions);
        ids.putAll(extensions);
        if (mid == null || mid.isEmpty() || mid.length() > MAX_MID_CHARS || !mid.matches("[!-~]+")) {
            throw new SdpException("A media section has no usable mid");
        }
        return new SdpSection(
                kind,
                port,
                protocol,
                formats,
                mid,
                directionOrDefault,
                codecs(),
                ids,
                credentials(session),
                fingerprint != null ? fingerprint : session.fingerprint,
                setup != null ? setup : session.setup,
                ssrc,
                msidTrack);
    }

    private @Nullable IceCredentials credentials(SectionReader session) throws SdpException {
        String fragment = ufrag != null ? ufrag : session.ufrag;
        String password = pwd != null ? pwd : session.pwd;
        if (fragment == null || password == null) {
            return null;
        }
        try {
            return new IceCredentials(fragment, password);
        } catch (IllegalArgumentException e) {
            throw new SdpException("The ICE credentials have a forbidden length");
        }
    }

    private List<SdpCodec> codecs() {
        var codecs = new ArrayList<SdpCodec>();
        if (!kind.equals("application")) {
            for (String format : formats) {
                int type = Integer.parseInt(format);
                var map = rtpMaps.getOrDefault(type, new RtpMap("", 0, 1));
                var values = new ArrayList<>(feedbackForAll);
                values.addAll(feedback.getOrDefault(type, List.of()));
                codecs.add(new SdpCodec(
                        type, map.name, map.clockRate, map.channels, fmtps.getOrDefault(type, ""), values));
            }
        }
        return codecs;
    }

    private void readFingerprint(String value) throws SdpException {
        try {
            fingerprint = DtlsFingerprint.parse(value);
        } catch (IllegalArgumentException e) {
            throw new SdpException("The DTLS fingerprint is malformed or too weak");
        }
    }

    private void readSetup(String value) {
        setup = switch (value) {
            case "active" -> DtlsSetup.ACTIVE;
            case "passive" -> DtlsSetup.PASSIVE;
            default -> DtlsSetup.ACTPASS;
        };
    }

    private interface FormatValue {
        void accept(int payloadType, String rest);
    }

    private static void readFormat(String value, FormatValue target) {
        int space = value.indexOf(' ');
        long type = space < 0 ? -1 : SdpParser.number(value.substring(0, space), 127);
        if (type >= 0) {
            target.accept((int) type, value.substring(space + 1).strip());
        }
    }

    private void readRtpMap(String value) {
        readFormat(value, (type, rest) -> {
            String[] parts = rest.split("/", 3);
            long rate = parts.length < 2 ? -1 : SdpParser.number(parts[1], 1_000_000);
            long channels = parts.length < 3 ? 1 : SdpParser.number(parts[2], 255);
            if (rate > 0 && channels > 0 && parts[0].matches("[A-Za-z0-9._-]{1,32}")) {
                rtpMaps.put(type, new RtpMap(parts[0], (int) rate, (int) channels));
            }
        });
    }

    private void readFeedback(String value) {
        if (value.startsWith("* ")) {
            feedbackForAll.add(value.substring(2).strip());
        } else {
            readFormat(
                    value,
                    (type, rest) -> feedback.computeIfAbsent(type, _ -> new ArrayList<>())
                            .add(rest));
        }
    }

    private void readExtension(String value) {
        String[] parts = value.split(" +", 3);
        if (parts.length >= 2) {
            int slash = parts[0].indexOf('/');
            long id = SdpParser.number(slash < 0 ? parts[0] : parts[0].substring(0, slash), MAX_EXTENSION_ID);
            if (id > 0) {
                extensions.put(parts[1], (int) id);
            }
        }
    }

    private void readMsid(String value) {
        String[] parts = value.split(" +", 2);
        if (parts.length == 2 && !parts[1].isEmpty()) {
            msidTrack = parts[1];
        }
    }

    private void readSsrc(String value) {
        int space = value.indexOf(' ');
        long number = SdpParser.number(space < 0 ? value : value.substring(0, space), 0xFFFF_FFFFL);
        if (number > 0 && ssrc == 0) {
            ssrc = number;
        }
    }
}
