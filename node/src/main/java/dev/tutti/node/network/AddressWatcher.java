package dev.tutti.node.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Knows which addresses the hub serves at present, and notices changes.
 *
 * <p>Thread: one polls, the hub's housekeeping thread, every few seconds; what it found may be read by any.
 */
public final class AddressWatcher {
    private final AddressSource source;
    private final List<InetAddress> only;
    private volatile List<InetAddress> current = List.of();

    /** @param only what {@code --bind} allows; empty for every address */
    public AddressWatcher(AddressSource source, List<InetAddress> only) {
        this.source = source;
        this.only = List.copyOf(only);
    }

    /** Looks again; true when {@link #current} is not what it was. */
    public boolean poll() throws IOException {
        var seen = source.addresses().stream()
                .distinct()
                .filter(address -> only.isEmpty() || only.contains(address))
                .toList();
        boolean changed = !seen.equals(current);
        current = seen;
        return changed;
    }

    /** What {@code --bind} names and the machine does not have at present. */
    public List<InetAddress> awaited() {
        return only.stream()
                .filter(address -> !address.isLoopbackAddress() && !current.contains(address))
                .toList();
    }

    /** Whether {@code --bind} keeps the hub to this machine: loopback is served anyway, and nothing else is wanted. */
    public boolean isForThisMachineOnly() {
        return !only.isEmpty() && only.stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /** The addresses of the network side, the most useful first; without loopback. */
    public List<InetAddress> current() {
        return current;
    }
}
