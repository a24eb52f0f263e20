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
    public List<Finding> run(Patient patient) {
        var running = patient.hub();
        if (running.isPresent()) {
            var hub = running.get();
            return open(
                    patient.addresses(),
                    List.of(
                            new Wanted("port", hub.httpPort(), false),
                            new Wanted("tls-port", hub.tlsPort(), false),
                            new Wanted("node-port", hub.nodePort(), false)));
        }
        var ports = patient.config().ports();
        return free(List.of(
                new Wanted("port", ports.http(), false),
                new Wanted("tls-port", ports.tls(), false),
                new Wanted("media-port", ports.media(), true),
                new Wanted("signal-port", ports.signal().orElse(0), false),
                new Wanted("node-port", patient.config().nodes().port(), false),
                new Wanted("node-port", patient.config().nodes().port(), true)));
    }

    private static List<Finding> open(List<InetAddress> addresses, List<Wanted> ports) {
        var findings = new ArrayList<Finding>();
        for (var wanted : ports) {
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
