package dev.tutti.node.trust;

import dev.tutti.foundation.WallClock;
import dev.tutti.node.data.OwnerOnly;
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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds the certificate in use, and replaces it before it ends or when the hub is called something else.
 *
 * <p>Thread: the hub's housekeeping thread owns it; the {@link SSLContext} may go anywhere.
 */
public final class CertificateKeeper {
    private final CertificateAuthority authority;
    private final Path folder;
    private final WallClock clock;
    private @Nullable Leaf leaf;

    public CertificateKeeper(CertificateAuthority authority, Path folder, WallClock clock) {
        this.authority = authority;
        this.folder = folder;
        this.clock = clock;
    }

    /** A context with a certificate for these names, or nothing when the one given last still does. */
    public Optional<SSLContext> renewIfStale(LeafNames names) throws IOException, GeneralSecurityException {
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
        return Optional.of(context(kept));
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

    private SSLContext context(Leaf current) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        var password = new char[0];
        store.load(null, password);
        var chain = new X509Certificate[] {current.certificate(), authority.certificate()};
        store.setKeyEntry("hub", current.key(), password, chain);
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
