package dev.tutti.gateway.wire;

import java.time.Instant;
import java.util.List;

/** Why others may not get in, as far as the hub's machine can see. */
public interface DoctorMessages {
    /**
     * @param checkedAt when the checks were run; they are not run more often than every few seconds
     * @param seen whom the hub refused in the last hour, the newest first
     */
    record DoctorAnswer(Instant checkedAt, List<DoctorFinding> findings, List<SeenRefusal> seen) {}

    /**
     * @param check addresses, ports, multicast, probe, peers, isolation, certificate, clock or firewall
     * @param subject an interface, a port, an address; empty when there is but one
     * @param status failed, warning, hint, ok or skipped
     * @param fix what to do about it; empty when nothing has to be done
     */
    record DoctorFinding(String check, String subject, String status, String what, String fix) {}

    /**
     * @param kind host_unknown, origin_refused, certificate_refused, tls_failed, code_unknown, code_expired, rate_limited,
     *     too_many_connections or node_refused
     * @param address of who came; of a node, what is known of it
     */
    record SeenRefusal(String kind, String address, String detail, long count, Instant lastAt) {}
}
