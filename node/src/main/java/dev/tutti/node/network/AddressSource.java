package dev.tutti.node.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Where the machine's addresses come from: the operating system, or a test. */
@FunctionalInterface
public interface AddressSource {
    /** The addresses that others can reach, the most useful first; may be empty. Asked on one thread at a time. */
    List<InetAddress> addresses() throws IOException;
}
