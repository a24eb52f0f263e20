package dev.tutti.node.doctor;

import dev.tutti.node.config.HubConfig;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What must get through to the hub.
 *
 * @param signal where apps find each other; 0 when there is none
 * @param v1 where apps of protocol v1 connect; 0 when none may
 */
public record ServicePorts(int http, int tls, int media, int node, int signal, int v1) {
    private static final int MDNS = 5353;

    /** Of a hub to come. */
    static ServicePorts of(HubConfig config) {
        var ports = config.ports();
        return new ServicePorts(
                ports.http(),
                ports.tls(),
                ports.media(),
                config.nodes().port(),
                ports.signal().orElse(0),
                ports.v1().map(v1 -> v1.ports().getFirst()).orElse(0));
    }

    private List<Integer> tcp() {
        return IntStream.of(http, tls, node, signal, v1)
                .filter(port -> port != 0)
                .boxed()
                .toList();
    }

    private List<Integer> udp() {
        return List.of(media, node);
    }

    private static String joined(List<Integer> ports, String between) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    String ufw() {
        return "ufw allow %s/tcp && ufw allow %s,%d/udp".formatted(joined(tcp(), ","), joined(udp(), ","), MDNS);
    }

    String firewalld() {
        return Stream.concat(
                                tcp().stream().map(port -> "--add-port=%d/tcp".formatted(port)),
                                udp().stream().map(port -> "--add-port=%d/udp".formatted(port)))
                        .collect(Collectors.joining(" "))
                + " --add-service=mdns";
    }

    String plain() {
        return "TCP %s and UDP %s, %d".formatted(joined(tcp(), ", "), joined(udp(), ", "), MDNS);
    }
}
