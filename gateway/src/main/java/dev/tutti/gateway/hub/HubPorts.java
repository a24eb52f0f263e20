package dev.tutti.gateway.hub;

import dev.tutti.gateway.wire.DoctorMessages.DoctorAnswer;
import dev.tutti.gateway.wire.HubMessages.ReadinessCheck;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the node tells about the hub; any thread, never blocking longer than a look at memory, except {@code ready},
 * which may try the disk, and {@code doctor}.
 *
 * @param ready what must hold: the store takes writes, the media loop turns, the ports are bound
 * @param metrics the Prometheus text
 * @param linkBase where links lead that are handed on to others, without a slash at the end
 * @param nodes the other nodes of the hub
 * @param doctor examines the hub and its network; takes seconds
 */
public record HubPorts(
        String name,
        String version,
        Supplier<Trust> trust,
        Supplier<List<ReadinessCheck>> ready,
        Supplier<String> metrics,
        Supplier<String> linkBase,
        HubNodes nodes,
        Supplier<DoctorAnswer> doctor) {

    /**
     * The hub's certificate authority and where HTTPS is.
     *
     * @param httpsUrls best first; empty without HTTPS
     * @param fingerprint SHA-256 of the authority
     * @param certificate DER
     * @param mobileConfig an iOS profile with the certificate
     * @param renewedAt when the authority took the place of one that devices may trust still
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the socket, never compared
    public record Trust(
            List<String> httpsUrls,
            String fingerprint,
            List<String> words,
            byte[] certificate,
            byte[] mobileConfig,
            @Nullable Instant renewedAt) {}
}
