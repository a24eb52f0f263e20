package dev.tutti.node.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** The certificate that the hub shows, its key, and what it is for. */
public record Leaf(PrivateKey key, X509Certificate certificate, LeafNames names) {
    static final Duration VALIDITY = Duration.ofDays(397);
    static final Duration RENEW_BEFORE = Duration.ofDays(60);

    /** Whether it should be replaced: near its end, not begun (a clock that was set back), or for other names. */
    public boolean isStale(Instant now, LeafNames wanted) {
        return !names.equals(wanted)
                || now.isBefore(certificate.getNotBefore().toInstant())
                || now.plus(RENEW_BEFORE).isAfter(certificate.getNotAfter().toInstant());
    }
}
