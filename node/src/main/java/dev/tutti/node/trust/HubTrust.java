package dev.tutti.node.trust;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.MachineName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The hub's authority and its certificate, ready to serve. Thread: as {@link CertificateKeeper}; what is shown, any. */
public final class HubTrust {
    private final Path folder;
    private final String hubName;
    private final WallClock clock;
    private final Entropy entropy;
    private volatile Held held;

    /** One authority and what follows from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(
            CertificateAuthority authority,
            CertificateKeeper keeper,
            TrustIdentity identity,
            byte[] certificate,
            byte[] mobileConfig) {}

    private HubTrust(Path folder, String hubName, WallClock clock, Entropy entropy)
            throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.hubName = hubName;
        this.clock = clock;
        this.entropy = entropy;
        held = hold();
    }

    public static HubTrust open(Path folder, String hubName, WallClock clock, Entropy entropy)
            throws IOException, GeneralSecurityException {
        return new HubTrust(folder, hubName, clock, entropy);
    }

    private Held hold() throws IOException, GeneralSecurityException {
        var authority = CertificateAuthority.openOrCreate(folder, hubName, clock, entropy);
        return new Held(
                authority,
                new CertificateKeeper(authority, folder, clock),
                TrustIdentity.of(authority.certificate()),
                authority.certificate().getEncoded(),
                MobileConfig.encode(authority.certificate(), hubName));
    }

    /** The authority's private key (PKCS #8) and its certificate (DER), as the nodes of one hub share them. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Authority(byte[] privateKey, byte[] certificate) {}

    public Authority authority() {
        var now = held;
        return new Authority(now.authority.privateKey(), now.certificate.clone());
    }

    /**
     * Takes another authority, for good; the certificate in use is made anew at the next {@link #renew}. Any thread.
     *
     * @return false when it is the one in use
     */
    public synchronized boolean adopt(Authority other) throws IOException, GeneralSecurityException {
        if (Arrays.equals(other.certificate(), held.certificate)) {
            return false;
        }
        CertificateAuthority.replace(folder, other.privateKey(), other.certificate());
        held = hold();
        return true;
    }

    /** A new key store when the certificate in use, or its authority, does not fit these addresses or nears its end. */
    public synchronized Optional<KeyStore> renew(List<InetAddress> addresses)
            throws IOException, GeneralSecurityException {
        if (held.authority.isEnding(clock.now())) {
            held = hold();
        }
        return held.keeper.renewIfStale(LeafNames.of(MachineName.mdns(), addresses));
    }

    /** Whether the authority may put this address into a certificate: private ones only. */
    public static boolean vouchesFor(InetAddress address) {
        return PermittedNames.includes(address);
    }

    public TrustIdentity identity() {
        return held.identity;
    }

    /** When the authority took the place of one that ended, so that devices have to trust it anew. */
    public Optional<Instant> renewedAt() {
        return held.authority.renewedAt();
    }

    /** DER. */
    public byte[] certificate() {
        return held.certificate.clone();
    }

    /** For iOS and macOS. */
    public byte[] mobileConfig() {
        return held.mobileConfig.clone();
    }

    /** When the certificate in use ends, in seconds since 1970; 0 before the first. */
    public long expiresAtS() {
        return held.keeper
                .leaf()
                .map(leaf -> leaf.certificate().getNotAfter().toInstant().getEpochSecond())
                .orElse(0L);
    }
}
