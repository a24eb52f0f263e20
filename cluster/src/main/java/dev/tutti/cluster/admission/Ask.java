package dev.tutti.cluster.admission;

import dev.tutti.foundation.NodeId;
import java.util.Optional;

/**
 * Somebody at the door.
 *
 * @param node whose key it proved
 * @param address from where, {@code host:port} with the port it serves on
 * @param joining whether it wants to become a member; a node that thinks it is one already does not
 * @param proof of an invite, when it showed one
 * @param exporter the secret of this very connection
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Ask(NodeId node, String name, String address, boolean joining, Optional<byte[]> proof, byte[] exporter) {
    public Ask {
        name = Member.printable(name, Member.MAX_NAME_LENGTH);
        address = Member.plain(address);
    }

    @Override
    public String toString() {
        return "Ask[" + node.shown() + " (" + name + ") at " + address + "]";
    }
}
