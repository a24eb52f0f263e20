package dev.tutti.node.trust;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** What the authority may vouch for: private addresses, {@code .local} and {@code localhost} (RFC 5280, 4.2.1.10). */
final class PermittedNames {
    /** RFC 1918, 3927, 6598 (shared), 1122 (loopback), 4193 (unique local) and 4291 (link local). */
    private static final List<String> RANGES = List.of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "fc00::/7",
            "fe80::/10",
            "::1/128");

    private static final List<String> DOMAINS = List.of("local", "localhost");

    private PermittedNames() {}

    static NameConstraints constraints() {
        var permitted = new ArrayList<GeneralSubtree>();
        for (String domain : DOMAINS) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain)));
        }
        for (String range : RANGES) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, range)));
        }
        return new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null);
    }

    static boolean includes(InetAddress address) {
        return RANGES.stream().anyMatch(range -> contains(range, address.getAddress()));
    }

    static boolean includes(String host) {
        return DOMAINS.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean contains(String range, byte[] address) {
        int slash = range.indexOf('/');
        byte[] network = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
        int bits = Integer.parseInt(range.substring(slash + 1));
        if (network.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
