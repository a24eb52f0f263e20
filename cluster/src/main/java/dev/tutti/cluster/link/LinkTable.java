package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one link to each node. Thread-safe. */
final class LinkTable {
    private final NodeId self;
    private final Map<NodeId, Link> links = new HashMap<>();
    private boolean closed;

    /** What becomes of a new link; {@code replaced} is the one that it takes the place of. */
    record Entry(boolean kept, Optional<Link> replaced) {}

    LinkTable(NodeId self) {
        this.self = self;
    }

    synchronized Entry enter(Link link) {
        if (closed) {
            return new Entry(false, Optional.empty());
        }
        var before = links.get(link.peer());
        if (before != null
                && !replaces(
                        self,
                        link.peer(),
                        new Candidate(link.dialled(), link.hello().bootId()),
                        new Candidate(before.dialled(), before.hello().bootId()))) {
            return new Entry(false, Optional.empty());
        }
        links.put(link.peer(), link);
        return new Entry(true, Optional.ofNullable(before));
    }

    /** One of two connections between the same nodes: who dialled it, and in which boot of the peer. */
    record Candidate(boolean dialledByUs, long peerBoot) {}

    /**
     * Whether a new link takes the place of one that there is. Both ends come to the same answer by themselves: the link
     * that the node of the smaller id dialled stays. A node that dials again does not know of the old one any more, and
     * one that was started again certainly does not. Pure.
     */
    static boolean replaces(NodeId self, NodeId peer, Candidate added, Candidate held) {
        if (added.peerBoot() != held.peerBoot() || added.dialledByUs() == held.dialledByUs()) {
            return true;
        }
        boolean weAreSmaller = self.compareTo(peer) < 0;
        return added.dialledByUs() == weAreSmaller;
    }

    /** True when it was still the one. */
    synchronized boolean leave(Link link) {
        return links.remove(link.peer(), link);
    }

    synchronized @Nullable Link of(NodeId peer) {
        return links.get(peer);
    }

    /** Takes none any more, also of those that are greeted right now; all that there are. */
    synchronized List<Link> close() {
        closed = true;
        return all();
    }

    synchronized List<Link> all() {
        return List.copyOf(links.values());
    }
}
