package dev.tutti.node.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses as browsers write them (RFC 5952): the longest run of zero groups of an IPv6 address becomes "::". */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    public static String of(InetAddress address) {
        return address instanceof Inet6Address six ? compressed(six.getAddress()) : address.getHostAddress();
    }

    /**
     * Where another machine finds this one: without zones, which are of this machine alone, and link-local ones only of IPv4
     * and when there is nothing else (two machines on one cable).
     */
    public static List<String> forOthers(List<InetAddress> addresses) {
        var routed = addresses.stream().filter(one -> !one.isLinkLocalAddress()).toList();
        var some = routed.isEmpty() ? addresses : routed;
        return some.stream()
                .filter(one -> one instanceof Inet4Address || !one.isLinkLocalAddress())
                .map(AddressText::of)
                .toList();
    }

    private static String compressed(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (length < 2) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        var texts = new ArrayList<String>();
        for (int i = from; i < to; i++) {
            texts.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", texts);
    }
}
