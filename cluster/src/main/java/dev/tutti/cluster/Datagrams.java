package dev.tutti.cluster;

import dev.tutti.foundation.NodeId;
import java.nio.ByteBuffer;

/** Sealed datagrams to nodes with a direct link; any thread, may be lost, doubled or late. */
@FunctionalInterface
public interface Datagrams {
    /** Sends what remains of the buffer, one envelope of at most {@code Envelope.MAX_DATAGRAM} bytes less the seal. */
    boolean send(NodeId to, ByteBuffer envelope);
}
