package dev.tutti.gateway.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may see what the hub measures: programs on its own machine, on the machines that are listed, or with the token.
 *
 * @param token the text after {@code Bearer}; none when null
 * @param console what a program has to show that acts for whoever can read the hub's secrets; none when null
 */
public record Operators(
        List<AddressBlock> from,
        @Nullable String token,
        @Nullable String console) {
    public static final Operators THIS_MACHINE = new Operators(List.of(), null);

    public Operators(List<AddressBlock> from, @Nullable String token) {
        this(from, token, null);
    }

    public Operators {
        from = List.copyOf(from);
    }

    /** Throws 403 unless the peer is one. */
    void check(Peer peer, @Nullable String bearer) {
        if (peer.local() || (bearer != null && is(token, bearer)) || isListed(peer.address())) {
            return;
        }
        throw ApiErrors.operatorsOnly();
    }

    /** Whether that is the console's token; a browser has none, whatever page it shows. */
    boolean isConsole(@Nullable String bearer) {
        return bearer != null && is(console, bearer);
    }

    private static boolean is(@Nullable String secret, String bearer) {
        return secret != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), bearer.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isListed(String address) {
        if (from.isEmpty()) {
            return false;
        }
        var peer = InetAddress.ofLiteral(address);
        return from.stream().anyMatch(block -> block.includes(peer));
    }
}
