package dev.tutti.media.transport;

import java.net.InetSocketAddress;

/** A way to a peer that one of its authenticated checks has validated: its address, and the socket the check came to. */
final class Path {
    final InetSocketAddress remote;
    final PeerState peer;
    MediaSocket socket;
    long lastCheckNs;

    Path(InetSocketAddress remote, PeerState peer, MediaSocket socket) {
        this.remote = remote;
        this.peer = peer;
        this.socket = socket;
    }
}
