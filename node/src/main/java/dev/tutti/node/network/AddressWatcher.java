package dev.tutti.node.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Knows which addresses the hub serves at present, and notices changes.
 *
 * <p>Thread: one, the hub's housekeeping thread, which asks every few seconds.
 */
public final class AddressWatcher {
    private final AddressSource source;
    private final List<InetAddress> only;
    private List<InetAddress> current = List.of();

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

    /** The addresses of the network side, the most useful first; without loopback. */
    public List<InetAddress> current() {
        return current;
    }
}
