package dev.tutti.node.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The addresses of the interfaces that are up: IPv4 first, and those of virtual bridges (containers) last. */
public final class MachineAddresses implements AddressSource {
    private static final int MAX_ADDRESSES = 16;
    private static final List<String> BRIDGES = List.of("docker", "br-", "virbr", "lxc", "cni", "podman");

    private record Found(InetAddress address, boolean bridge) {}

    @Override
    public List<InetAddress> addresses() throws IOException {
        var found = new ArrayList<Found>();
        for (var networkInterface : NetworkInterface.networkInterfaces().toList()) {
            if (isServing(networkInterface)) {
                boolean bridge = BRIDGES.stream().anyMatch(networkInterface.getName()::startsWith);
                networkInterface
                        .inetAddresses()
                        .filter(MachineAddresses::isReachable)
                        .forEach(address -> found.add(new Found(address, bridge)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::bridge)
                        .thenComparing(one -> !(one.address() instanceof Inet4Address))
                        .thenComparing(one -> one.address().getHostAddress()))
                .map(Found::address)
                .limit(MAX_ADDRESSES)
                .toList();
    }

    private static boolean isServing(NetworkInterface networkInterface) {
        try {
            return networkInterface.isUp() && !networkInterface.isLoopback();
        } catch (SocketException _) {
            return false; // it vanished between the list and the question
        }
    }

    private static boolean isReachable(InetAddress address) {
        boolean scoped =
                address instanceof Inet6Address && (address.isLinkLocalAddress() || address.isSiteLocalAddress());
        return !scoped && !address.isLoopbackAddress() && !address.isMulticastAddress() && !address.isAnyLocalAddress();
    }
}
