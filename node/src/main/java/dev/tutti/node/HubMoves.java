package dev.tutti.node;

import dev.tutti.node.cluster.NodeCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a move: a new authority goes to the other nodes, too, when it is this node's to give. Housekeeping thread. */
record HubMoves(Reach where, NodeCluster cluster) implements Housekeeping.Moves {
    private static final Logger log = LoggerFactory.getLogger(HubMoves.class);

    @Override
    public void addresses(List<InetAddress> addresses) {
        where.addresses(addresses);
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
