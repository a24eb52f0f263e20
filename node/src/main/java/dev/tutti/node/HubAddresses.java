package dev.tutti.node;

import dev.tutti.gateway.Gateway;
import dev.tutti.gateway.http.AddressGuard;
import dev.tutti.gateway.http.Endpoint;
import dev.tutti.gateway.http.TlsIdentity;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.HubConfig.Ports;
import dev.tutti.node.config.MachineName;
import dev.tutti.node.config.Settings;
import dev.tutti.node.network.AddressText;
import dev.tutti.node.network.FreePort;
import dev.tutti.node.trust.CertificateKeeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On which sockets the hub serves: HTTP and HTTPS on loopback and on every address of the network side, voice on the
 * latter.
 *
 * @param network the network side's addresses; may be empty
 * @param origins those besides its own whose pages may use it
 * @param nodes origins of the other nodes: their pages may use it, too
 */
record HubAddresses(List<InetAddress> network, List<String> origins, List<String> nodes, Ports ports) {
    private static final Logger LOG = LoggerFactory.getLogger(HubAddresses.class);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK6 = InetAddress.ofLiteral("::1");

    /** With ports that are free where any would do. */
    static HubAddresses choose(HubConfig config, List<InetAddress> network) throws IOException {
        var wanted = config.ports();
        return new HubAddresses(
                network,
                config.places().origins(),
                List.of(),
                new Ports(
                        FreePort.or(wanted.http()),
                        FreePort.or(wanted.tls()),
                        wanted.media(),
                        signal(wanted.signal(), Integer.parseInt(Settings.SIGNAL_PORT.fallback()))));
    }

    /** The port that nobody asked for is left to whoever has it: peers find each other on the others, too. */
    static OptionalInt signal(OptionalInt wanted, int unasked) throws IOException {
        if (wanted.isEmpty()) {
            return wanted;
        }
        int port = wanted.getAsInt();
        if (port == unasked && !FreePort.isFree(port)) {
            LOG.warn("Port {} is taken: apps that know only it do not find each other; see --signal-port", port);
            return OptionalInt.empty();
        }
        return OptionalInt.of(FreePort.or(port));
    }

    int httpPort() {
        return ports.http();
    }

    int tlsPort() {
        return ports.tls();
    }

    /** Where apps of requirement 003 find each other: on a port of their own, or where everybody is. */
    int peersPort() {
        return ports.signal().orElse(ports.tls());
    }

    int mediaPort() {
        return ports.media();
    }

    HubAddresses with(List<InetAddress> nowOnNetwork) {
        return new HubAddresses(nowOnNetwork, origins, nodes, ports);
    }

    HubAddresses withNodes(List<String> nowNodes) {
        return new HubAddresses(network, origins, nowNodes, ports);
    }

    /** Browsers on this machine reach it by its network address too; loopback is for a machine that has none. */
    List<InetAddress> media() {
        return network.isEmpty() ? List.of(LOOPBACK) : network;
    }

    Gateway.Addresses gateway(KeyStore certificate) throws IOException {
        var endpoints = new ArrayList<Endpoint>();
        var hosts = new HashSet<>(Set.of("localhost", MachineName.mdns(), MachineName.plain()));
        for (var address : served()) {
            String host = AddressText.of(address);
            hosts.add(host);
            endpoints.add(new Endpoint(host, httpPort(), false));
            endpoints.add(new Endpoint(host, tlsPort(), true));
            ports.signal().ifPresent(port -> endpoints.add(new Endpoint(host, port, true, true)));
        }
        return new Gateway.Addresses(
                endpoints,
                new AddressGuard.Allowed(hosts, Set.copyOf(origins), Set.copyOf(nodes)),
                new TlsIdentity(certificate, CertificateKeeper.password()));
    }

    private List<InetAddress> served() throws IOException {
        var served = new ArrayList<InetAddress>(List.of(LOOPBACK));
        if (NetworkInterface.getByInetAddress(LOOPBACK6) != null) {
            served.add(LOOPBACK6);
        }
        served.addAll(network);
        return served;
    }
}
