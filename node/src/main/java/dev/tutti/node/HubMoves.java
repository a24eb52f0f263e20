package dev.tutti.node;

import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.cluster.NodeOrigins;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changed about this node goes to where it serves and to the other nodes; a new authority goes to them when it is this
 * node's to give. Thread: housekeeping.
 */
record HubMoves(Reach where, NodeCluster cluster, NodeOrigins origins) implements Housekeeping.Moves {
    private static final Logger log = LoggerFactory.getLogger(HubMoves.class);

    @Override
    public void addresses(List<InetAddress> addresses) {
        where.addresses(addresses);
        origins.own(where.origins());
    }

    @Override
    public void nodes() {
        where.nodes(origins.others());
    }

    @Override
    public void certificate(KeyStore certificate) {
        where.certificate(certificate);
    }

    @Override
    public void authority() {
        where.authority();
        try {
            cluster.ownCredentialsChanged();
        } catch (IOException e) {
            log.error("The other nodes do not get the new authority", e);
        }
    }
}
