package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import java.util.Optional;

/**
 * A link, or the wish for one, as it is shown.
 *
 * @param target what is dialled: a node's id, or an address that somebody typed
 * @param node which node that is, as far as it is known
 * @param address of the link; empty when there is none
 * @param rttUs 0 while unknown
 * @param why there is no link; empty when there is one, or none was tried yet
 * @param otherTiming whether that is because the node runs with other times
 */
public record LinkView(
        String target,
        Optional<NodeId> node,
        boolean up,
        String address,
        long rttUs,
        String why,
        boolean otherTiming) {}
