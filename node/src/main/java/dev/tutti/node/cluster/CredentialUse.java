package dev.tutti.node.cluster;

import dev.tutti.cluster.shared.Credentials;

/** Puts credentials into use that another node shared; on a link's thread, may take a moment, must not throw. */
@FunctionalInterface
public interface CredentialUse {
    void use(Credentials credentials);
}
