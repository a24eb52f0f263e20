package dev.tutti.node.config;

import java.util.regex.Pattern;

/** Where another node is, as somebody typed it: a name or an address, and its node port. */
public record PeerAddress(String host, int port) {
    public static final int DEFAULT_PORT = 7883;

    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_PORT = 65_535;
    private static final Pattern LINK_LOCAL = Pattern.compile("fe[89ab][0-9a-f]:", Pattern.CASE_INSENSITIVE);

    /** {@code HOST}, {@code HOST:PORT}, {@code [IPv6]:PORT} or a bare IPv6 address; throws for anything else. */
    static PeerAddress parse(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        boolean bareIpv6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        String host = colon < 0 || bareIpv6 ? text : text.substring(0, colon);
        int port = colon < 0 || bareIpv6 ? DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        boolean linkLocal = LINK_LOCAL.matcher(host).lookingAt();
        int zone = host.indexOf('%');
        if (zone > 0 && host.contains(":") && !linkLocal) {
            // It names an interface of the machine that wrote it down.
            host = host.substring(0, zone);
        }
        boolean named = !host.isEmpty()
                && host.length() <= MAX_HOST_LENGTH
                && host.chars()
                        .allMatch(
                                c -> Character.isLetterOrDigit(c) || ".-:_".indexOf(c) >= 0 || (linkLocal && c == '%'));
        if (!named || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(text);
        }
        return new PeerAddress(host, port);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[%s]:%d".formatted(host, port) : host + ":" + port;
    }
}
