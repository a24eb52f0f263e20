package dev.tutti.node.trust;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.MachineName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

/** The hub's authority and its certificate, ready to serve. Thread: as {@link CertificateKeeper}. */
public final class HubTrust {
    private final CertificateKeeper keeper;
    private final TrustIdentity identity;
    private final byte[] certificate;
    private final byte[] mobileConfig;

    private HubTrust(CertificateAuthority authority, CertificateKeeper keeper, String hubName)
            throws GeneralSecurityException {
        this.keeper = keeper;
        identity = TrustIdentity.of(authority.certificate());
        certificate = authority.certificate().getEncoded();
        mobileConfig = MobileConfig.encode(authority.certificate(), hubName);
    }

    public static HubTrust open(Path folder, String hubName, WallClock clock, Entropy entropy)
            throws IOException, GeneralSecurityException {
        var authority = CertificateAuthority.openOrCreate(folder, hubName, clock, entropy);
        return new HubTrust(authority, new CertificateKeeper(authority, folder, clock), hubName);
    }

    /** A new key store when the certificate in use does not fit these addresses or nears its end. */
    public Optional<KeyStore> renew(List<InetAddress> addresses) throws IOException, GeneralSecurityException {
        return keeper.renewIfStale(LeafNames.of(MachineName.mdns(), addresses));
    }

    /** Whether the authority may put this address into a certificate: private ones only. */
    public static boolean vouchesFor(InetAddress address) {
        return PermittedNames.includes(address);
    }

    public TrustIdentity identity() {
        return identity;
    }

    /** DER. */
    public byte[] certificate() {
        return certificate.clone();
    }

    /** For iOS and macOS. */
    public byte[] mobileConfig() {
        return mobileConfig.clone();
    }

    /** When the certificate in use ends, in seconds since 1970; 0 before the first. */
    public long expiresAtS() {
        return keeper.leaf()
                .map(leaf -> leaf.certificate().getNotAfter().toInstant().getEpochSecond())
                .orElse(0L);
    }
}
