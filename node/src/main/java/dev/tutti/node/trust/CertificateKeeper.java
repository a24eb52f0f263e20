package dev.tutti.node.trust;

import dev.tutti.foundation.OwnerOnly;
import dev.tutti.foundation.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the certificate in use, and replaces it before it ends or when the hub is called something else.
 *
 * <p>Thread: the hub's housekeeping thread owns it; the key stores may go anywhere.
 */
public final class CertificateKeeper {
    /** Key stores want one; this one never leaves memory. */
    private static final char[] PASSWORD = "memory".toCharArray();

    private final CertificateAuthority authority;
    private final Path folder;
    private final WallClock clock;
    private volatile @Nullable Leaf leaf;

    public CertificateKeeper(CertificateAuthority authority, Path folder, WallClock clock) {
        this.authority = authority;
        this.folder = folder;
        this.clock = clock;
    }

    /** A key store with a certificate for these names, or nothing when the one given last still does. */
    public Optional<KeyStore> renewIfStale(LeafNames names) throws IOException, GeneralSecurityException {
        var now = clock.now();
        var held = leaf;
        if (held != null && !held.isStale(now, names)) {
            return Optional.empty();
        }
        var kept = held == null ? read() : null;
        if (kept == null || kept.isStale(now, names)) {
            kept = authority.issue(names, now);
            OwnerOnly.write(folder.resolve("hub.key"), Pem.encode(kept.key()));
            OwnerOnly.write(folder.resolve("hub.crt"), Pem.encode(kept.certificate()));
        }
        leaf = kept;
        return Optional.of(keyStore(kept));
    }

    /** What the key stores are opened with. */
    public static char[] password() {
        return PASSWORD.clone();
    }

    /** The certificate in use; nothing before the first {@link #renewIfStale}. */
    public Optional<Leaf> leaf() {
        return Optional.ofNullable(leaf);
    }

    /** The certificate of an earlier start, when it can still be read and was signed by this authority. */
    private @Nullable Leaf read() throws IOException {
        var keyFile = folder.resolve("hub.key");
        var certificateFile = folder.resolve("hub.crt");
        if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
            return null;
        }
        try {
            var certificate = Pem.certificate(Files.readAllBytes(certificateFile));
            certificate.verify(authority.certificate().getPublicKey());
            return new Leaf(Pem.privateKey(OwnerOnly.read(keyFile)), certificate, names(certificate));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return null; // it is made again: nothing depends on this very certificate
        }
    }

    private static LeafNames names(X509Certificate certificate) throws GeneralSecurityException {
        var hosts = new ArrayList<String>();
        var addresses = new ArrayList<String>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        for (var alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
            var names = Integer.valueOf(2).equals(alternative.get(0)) ? hosts : addresses;
            names.add((String) alternative.get(1));
        }
        return new LeafNames(hosts, addresses);
    }

    private KeyStore keyStore(Leaf current) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        var chain = new X509Certificate[] {current.certificate(), authority.certificate()};
        store.setKeyEntry("hub", current.key(), PASSWORD, chain);
        return store;
    }
}
