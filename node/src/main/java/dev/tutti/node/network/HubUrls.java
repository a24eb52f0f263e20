package dev.tutti.node.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Where browsers find the hub; the best for others first. */
public record HubUrls(List<String> https, String localHttp, List<String> lanHttp) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    public static HubUrls of(List<InetAddress> addresses, int httpPort, int tlsPort) {
        return new HubUrls(
                addresses.stream()
                        .map(address -> "https://" + host(address) + port(tlsPort, HTTPS))
                        .toList(),
                "http://localhost" + port(httpPort, HTTP),
                addresses.stream()
                        .map(address -> "http://" + host(address) + port(httpPort, HTTP))
                        .toList());
    }

    /** For people on other machines; on this one when no other can reach it. */
    public String best() {
        return https.isEmpty() ? localHttp : https.getFirst();
    }

    private static String host(InetAddress address) {
        String text = AddressText.of(address);
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    private static String port(int port, int usual) {
        return port == usual ? "" : ":" + port;
    }
}
