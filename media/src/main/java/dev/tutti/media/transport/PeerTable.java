package dev.tutti.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the peer of a datagram: by the user fragment a check names, afterwards by the address it validated. */
final class PeerTable {
    /** An address that another peer has used within this time is not given away: a check's source can be forged. */
    private static final long ADDRESS_GRACE_NS = 2_000_000_000L;

    private static final int MAX_PATHS_PER_PEER = 8;

    private final Map<String, PeerState> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, Path> byAddress = new HashMap<>();
    private final Set<PeerState> peers = new LinkedHashSet<>();

    void add(PeerState peer) {
        peers.add(peer);
    }

    void addUfrag(String ufrag, PeerState peer) {
        byUfrag.put(ufrag, peer);
    }

    void removeUfrag(String ufrag) {
        byUfrag.remove(ufrag);
    }

    @Nullable PeerState byUfrag(String ufrag) {
        return byUfrag.get(ufrag);
    }

    @Nullable Path byAddress(InetSocketAddress address) {
        return byAddress.get(address);
    }

    /** Notes that an authenticated check of the peer came from there; null when the address is somebody else's. */
    @Nullable Path validate(PeerState peer, InetSocketAddress source, MediaSocket socket, long nowNs) {
        var known = byAddress.get(source);
        if (known != null && known.peer != peer && nowNs - known.peer.lastHeardNs() < ADDRESS_GRACE_NS) {
            return null;
        }
        Path path = known;
        if (path == null || path.peer != peer) {
            path = new Path(source, peer, socket);
            byAddress.put(source, path);
            forgetOldest(peer, path);
        }
        path.socket = socket;
        path.lastCheckNs = nowNs;
        return path;
    }

    private void forgetOldest(PeerState peer, Path newest) {
        peer.paths().removeIf(p -> byAddress.get(p.remote) != p);
        peer.paths().add(newest);
        if (peer.paths().size() > MAX_PATHS_PER_PEER) {
            var oldest = peer.paths().stream()
                    .filter(p -> p != newest && p != peer.selected())
                    .min((a, b) -> Long.signum(a.lastCheckNs - b.lastCheckNs))
                    .orElseThrow();
            peer.paths().remove(oldest);
            byAddress.remove(oldest.remote);
        }
    }

    void remove(PeerState peer) {
        peers.remove(peer);
        byUfrag.values().removeIf(p -> p == peer);
        byAddress.values().removeIf(path -> path.peer == peer);
    }

    int count() {
        return peers.size();
    }

    /** Those there are now; a peer may leave while the list is walked. */
    List<PeerState> snapshot() {
        return new ArrayList<>(peers);
    }
}
