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
 */
public record Operators(List<AddressBlock> from, @Nullable String token) {
    public static final Operators THIS_MACHINE = new Operators(List.of(), null);

    public Operators {
        from = List.copyOf(from);
    }

    /** Throws 403 unless the peer is one. */
    void check(Peer peer, @Nullable String bearer) {
        if (peer.local() || (bearer != null && isToken(bearer)) || isListed(peer.address())) {
            return;
        }
        throw ApiErrors.operatorsOnly();
    }

    private boolean isToken(String bearer) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), bearer.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isListed(String address) {
        if (from.isEmpty()) {
            return false;
        }
        var peer = InetAddress.ofLiteral(address);
        return from.stream().anyMatch(block -> block.includes(peer));
    }
}
