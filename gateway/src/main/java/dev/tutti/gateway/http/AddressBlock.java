package dev.tutti.gateway.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An address, or all that begin like it: {@code 192.168.7.5}, {@code 192.168.7.0/24}, {@code fd00::/8}.
 *
 * @param prefixBits how many leading bits count
 */
public record AddressBlock(InetAddress address, int prefixBits) {
    public AddressBlock {
        if (prefixBits < 0 || prefixBits > bits(address)) {
            throw new IllegalArgumentException("no prefix of " + prefixBits + " bits in " + address);
        }
    }

    /** Reads the text, or throws {@link IllegalArgumentException}. */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new AddressBlock(address, slash < 0 ? bits(address) : Integer.parseInt(text.substring(slash + 1)));
    }

    public boolean includes(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }

    /** What counts as one host in a limit: an IPv4 address, or an IPv6 /64, which a host fills as it likes. */
    static String host(String address) {
        if (!address.contains(":")) {
            return address;
        }
        InetAddress parsed = InetAddress.ofLiteral(address);
        if (parsed instanceof Inet6Address six) {
            return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
        }
        return address;
    }
}
