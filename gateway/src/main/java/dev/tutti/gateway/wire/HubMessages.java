package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SessionMessages.SessionListing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub itself: what a page may know before anybody is let in, and how it fares. */
public interface HubMessages {
    /**
     * The hub as a stranger sees it.
     *
     * @param secure this page may open the microphone here
     * @param listenOnly tokens issued over this connection are listen-only
     * @param httpsUrls where the page may open the microphone, best first
     * @param nodeOrigins where pages reach the hub's other nodes, to go on there when this one dies
     * @param caFingerprint SHA-256 of the hub's certificate authority, to compare with the hub's terminal
     * @param trustWords the same fingerprint as four words
     * @param trustRenewedAt since when there is another authority than devices trusted before
     * @param sessions those open to this network
     */
    record HubAnswer(
            String name,
            String version,
            boolean secure,
            boolean listenOnly,
            List<String> httpsUrls,
            List<String> nodeOrigins,
            String caFingerprint,
            List<String> trustWords,
            @Nullable Instant trustRenewedAt,
            List<SessionListing> sessions,
            boolean recording) {}

    /** One thing that must hold before the hub is ready. */
    record ReadinessCheck(String name, boolean ok, @Nullable String detail) {}

    record HealthAnswer(String status, List<ReadinessCheck> checks) {}
}
