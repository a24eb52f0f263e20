package dev.tutti.node.trust;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What a certificate is for: host names and addresses, in a fixed order so that two lists can be compared. */
public record LeafNames(List<String> hosts, List<String> addresses) {
    public LeafNames {
        hosts = List.copyOf(hosts);
        addresses = List.copyOf(addresses);
    }

    /** The names of a hub; an address outside of the private ranges is left out, the authority cannot vouch for it. */
    public static LeafNames of(String mdnsName, Collection<InetAddress> addresses) {
        var texts = new TreeSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        for (var address : addresses) {
            if (PermittedNames.includes(address)) {
                texts.add(literal(address));
            }
        }
        return new LeafNames(List.of("localhost", mdnsName), List.copyOf(texts));
    }

    /** Without the scope ("%eth0"), which means something on this machine only. */
    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
