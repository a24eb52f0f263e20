package dev.tutti.cluster.datagram;

import dev.tutti.foundation.NodeId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Hears of datagrams, on the thread that reads them; must not block, and must not keep the buffer. */
public interface DatagramListener {
    /** An envelope from that node, opened and for the first time; its checksum is not yet looked at. */
    void received(NodeId peer, ByteBuffer envelope);

    /** What is not sealed: from anybody; false when it is nothing that a node says. */
    boolean stranger(ByteBuffer datagram, InetSocketAddress from);
}
