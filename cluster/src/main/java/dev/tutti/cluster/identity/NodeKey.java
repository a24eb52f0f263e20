package dev.tutti.cluster.identity;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** The key that makes this node this node, and the certificate that shows it. Immutable. */
public final class NodeKey {
    private static final String FILE = "node.key";
    private static final int SEED_BYTES = 32;
    private static final int MAX_FILE_BYTES = 4096;

    private final NodeId id;
    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private NodeKey(NodeId id, PrivateKey privateKey, X509Certificate certificate) {
        this.id = id;
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /**
     * Reads {@code node.key} of the folder (PKCS #8 as PEM), or makes it.
     *
     * @throws GeneralSecurityException when the file is there and holds no such key: a node does not become another
     *     one unasked
     */
    public static NodeKey openOrCreate(Path folder, Entropy entropy) throws IOException, GeneralSecurityException {
        var file = OwnerOnly.folder(folder).resolve(FILE);
        if (!Files.exists(file)) {
            var made = ofSeed(entropy.bytes(SEED_BYTES));
            OwnerOnly.write(file, pem(made.privateKey));
            return made;
        }
        try {
            return ofSeed(seed(OwnerOnly.read(file)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new GeneralSecurityException(
                    ("%s holds no Ed25519 key. Put back a copy of it; without one move it away, and the hub becomes a new"
                                    + " node that the others have to admit.")
                            .formatted(file),
                    e);
        }
    }

    /** The key of these 32 random bytes (RFC 8032, 5.1.5). */
    public static NodeKey ofSeed(byte[] seed) throws GeneralSecurityException {
        var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed);
        var privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        byte[] raw =
                new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
        var id = NodeCertificate.idOf(raw);
        return new NodeKey(id, privateKey, NodeCertificate.selfSigned(id, privateKey, NodeCertificate.publicKey(raw)));
    }

    private static byte[] seed(byte[] pem) throws GeneralSecurityException {
        if (pem.length > MAX_FILE_BYTES) {
            throw new GeneralSecurityException("too large for a key");
        }
        var body = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        var key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        return key.getBytes().orElseThrow(() -> new GeneralSecurityException("a key without its bytes"));
    }

    private static byte[] pem(PrivateKey key) {
        var base64 = Base64.getEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(base64)
                .getBytes(StandardCharsets.US_ASCII);
    }

    public NodeId id() {
        return id;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "NodeKey[" + id + "]";
    }
}
