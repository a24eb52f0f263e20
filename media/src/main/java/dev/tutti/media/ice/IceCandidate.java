package dev.tutti.media.ice;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** A host candidate of ours, of component 1 over UDP (RFC 8839 section 5.1). */
public record IceCandidate(String foundation, long priority, InetSocketAddress address) {
    private static final int HOST_PREFERENCE = 126;

    /** The candidate for the address at {@code index}; earlier ones are preferred (RFC 8445 section 5.1.2). */
    public static IceCandidate host(int index, InetSocketAddress address) {
        long local = 65_535 - 256L * index - (address.getAddress() instanceof Inet6Address ? 1 : 0);
        return new IceCandidate(
                Integer.toString(index + 1), ((long) HOST_PREFERENCE << 24) | (local << 8) | 255, address);
    }

    /** The value of the {@code a=candidate:} attribute, without the attribute's name. */
    public String sdpValue() {
        String host = address.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        return foundation + " 1 udp " + priority + ' ' + (zone < 0 ? host : host.substring(0, zone)) + ' '
                + address.getPort() + " typ host";
    }
}
