package dev.tutti.node.doctor;

import dev.tutti.node.network.AddressText;
import dev.tutti.node.network.PortHolder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Are the hub's ports open, or free for a hub to come? */
final class PortCheck implements Check {
    private static final String NAME = "ports";
    private static final int CONNECT_MS = 1_500;

    private record Wanted(String setting, int port, boolean udp) {
        String shown() {
            return "%s %d (%s)".formatted(udp ? "UDP" : "TCP", port, setting);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var running = patient.hub();
        var ports = patient.ports();
        var listened = List.of(
                new Wanted("port", ports.http(), false),
                new Wanted("tls-port", ports.tls(), false),
                new Wanted("signal-port", ports.signal(), false),
                new Wanted("node-port", ports.node(), false));
        var bound = List.of(
                new Wanted("media-port", ports.media(), true),
                new Wanted("node-port", ports.node(), true),
                new Wanted("v1", ports.v1(), false));
        if (running.isEmpty()) {
            return free(Stream.concat(listened.stream(), bound.stream()).toList());
        }
        var findings = open(patient.addresses(), listened);
        bound.stream()
                .filter(one -> one.port() != 0)
                .map(one -> held(one, running.get().pid()))
                .forEach(findings::add);
        return findings;
    }

    /** Nobody answers there whom one could greet without being taken for somebody: whose port it is, is all that is asked. */
    private static Finding held(Wanted wanted, long pid) {
        if (PortHolder.isHeldBy(pid, wanted.port(), wanted.udp())) {
            return Finding.ok(NAME, wanted.shown(), "the hub listens there");
        }
        return PortHolder.find(wanted.port(), wanted.udp())
                .map(one -> Finding.failed(
                        NAME,
                        wanted.shown(),
                        "taken by " + one + ", not by the hub",
                        "Stop that, or start the hub with --%s for another.".formatted(wanted.setting())))
                .orElseGet(() -> Finding.skipped(NAME, wanted.shown(), "this system does not tell who listens there"));
    }

    private static List<Finding> open(List<InetAddress> addresses, List<Wanted> ports) {
        var findings = new ArrayList<Finding>();
        for (var wanted : ports) {
            if (wanted.port() == 0) {
                continue;
            }
            for (var address : addresses) {
                var at = AddressText.of(address) + " " + wanted.shown();
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, wanted.port()), CONNECT_MS);
                    findings.add(Finding.ok(NAME, at, "open"));
                } catch (IOException e) {
                    findings.add(Finding.failed(
                            NAME,
                            at,
                            "not even this machine gets through: " + e.getMessage(),
                            "Let TCP %d through this machine's firewall; leave --bind out to serve every address."
                                    .formatted(wanted.port())));
                }
            }
        }
        return findings;
    }

    private static List<Finding> free(List<Wanted> ports) {
        var findings = new ArrayList<Finding>();
        for (var wanted : ports) {
            if (wanted.port() != 0) {
                findings.add(free(wanted));
            }
        }
        return findings;
    }

    private static Finding free(Wanted wanted) {
        try {
            if (wanted.udp()) {
                new DatagramSocket(wanted.port()).close();
            } else {
                new ServerSocket(wanted.port()).close();
            }
            return Finding.ok(NAME, wanted.shown(), "free");
        } catch (IOException e) {
            var holder = PortHolder.find(wanted.port(), wanted.udp()).orElse("another program");
            return Finding.failed(
                    NAME,
                    wanted.shown(),
                    "taken by " + holder,
                    "Stop that, or start the hub with --%s for another.".formatted(wanted.setting()));
        }
    }
}
