package dev.tutti.cluster.discovery;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Somebody seen on the network.
 *
 * @param address where it can be tried, the port being the node port
 * @param on which interface or address of this machine it was seen
 */
public record Sighting(Announcement announcement, InetSocketAddress address, Via via, String on) {
    /** By what it was seen. */
    public enum Via {
        MDNS,
        PROBE
    }

    /** A stranger's text, fit to be shown: no control characters, no more than so many bytes. */
    static String printable(String text, int maxBytes) {
        var shown = new StringBuilder();
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean visible = !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.SURROGATE;
            if (visible) {
                bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
                if (bytes > maxBytes) {
                    break;
                }
                shown.appendCodePoint(c);
            }
        }
        return shown.toString();
    }
}
