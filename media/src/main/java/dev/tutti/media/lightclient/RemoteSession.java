package dev.tutti.media.lightclient;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a light client needs of the hub's SDP: transport credentials, one UDP candidate, and the media sections. */
record RemoteSession(
        String ufrag,
        String pwd,
        String fingerprint,
        @Nullable InetSocketAddress candidate,
        List<Section> sections) {

    /** One {@code m=} section: its first line, its mid and the payload type it has for Opus (−1: none). */
    record Section(String mediaLine, String mid, int opusPayloadType) {
        boolean audio() {
            return mediaLine.startsWith("m=audio");
        }
    }

    static RemoteSession parse(String sdp) {
        String ufrag = "";
        String pwd = "";
        String fingerprint = "";
        InetSocketAddress candidate = null;
        var sections = new ArrayList<Section>();
        for (String line : sdp.split("\r?\n", -1)) {
            if (line.startsWith("m=")) {
                sections.add(new Section(line, "", -1));
            } else if (line.startsWith("a=mid:")) {
                var last = sections.removeLast();
                sections.add(new Section(last.mediaLine, value(line), last.opusPayloadType));
            } else if (line.startsWith("a=rtpmap:") && line.endsWith(" opus/48000/2")) {
                var last = sections.removeLast();
                int payloadType = Integer.parseInt(value(line).split(" ", 2)[0]);
                sections.add(new Section(last.mediaLine, last.mid, payloadType));
            } else if (line.startsWith("a=ice-ufrag:")) {
                ufrag = value(line);
            } else if (line.startsWith("a=ice-pwd:")) {
                pwd = value(line);
            } else if (line.startsWith("a=fingerprint:sha-256 ")) {
                fingerprint = line.substring("a=fingerprint:sha-256 ".length());
            } else if (line.startsWith("a=candidate:") && candidate == null) {
                candidate = candidate(value(line));
            }
        }
        return new RemoteSession(ufrag, pwd, fingerprint, candidate, List.copyOf(sections));
    }

    /** The address of an IPv4 UDP candidate (RFC 8839, section 5.1), or null for others. */
    static @Nullable InetSocketAddress candidate(String text) {
        String[] fields = text.substring(text.indexOf(':') + 1).split(" ", -1);
        boolean usable = fields.length >= 6 && fields[2].equalsIgnoreCase("udp") && fields[4].indexOf(':') < 0;
        return usable ? new InetSocketAddress(fields[4], Integer.parseInt(fields[5])) : null;
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1);
    }
}
