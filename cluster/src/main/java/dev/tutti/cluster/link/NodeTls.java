package dev.tutti.cluster.link;

import dev.tutti.cluster.identity.NodeCertificate;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.foundation.NodeId;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as nodes speak it: version 1.3, both ends with the certificate of an Ed25519 key, no authority, no resumption. The
 * handshake proves which node the peer is; whether that node may be here is asked afterwards. Thread-safe.
 */
final class NodeTls {
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    private final NodeKey key;

    NodeTls(NodeKey key) {
        this.key = key;
    }

    /** Our side of a connection that we opened; only to that node, when it is known which one is there. */
    SSLSocket client(Socket raw, Optional<NodeId> expected) throws IOException {
        return layered(raw, true, expected);
    }

    /** Our side of a connection that was opened to us. */
    SSLSocket server(Socket raw) throws IOException {
        return layered(raw, false, Optional.empty());
    }

    private SSLSocket layered(Socket raw, boolean client, Optional<NodeId> expected) throws IOException {
        // A context of its own for each connection: none resumes the session of another.
        var factory = context(expected).getSocketFactory();
        var socket = (SSLSocket) factory.createSocket(raw, null, raw.getPort(), true);
        socket.setUseClientMode(client);
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setEnabledCipherSuites(SUITES);
        if (!client) {
            socket.setNeedClientAuth(true);
        }
        return socket;
    }

    private SSLContext context(Optional<NodeId> expected) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {new OwnKey(key)}, new TrustManager[] {new ProvenKey(expected)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS 1.3", e);
        }
    }

    /** The one key that this node has. */
    private static final class OwnKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "node";
        private static final String TYPE = "EdDSA";

        private final NodeKey key;

        OwnKey(NodeKey key) {
            this.key = key;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return Arrays.asList(keyTypes).contains(TYPE) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals(TYPE) ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {key.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key.privateKey();
        }
    }

    /** Takes any node's certificate, or that node's only. */
    private static final class ProvenKey extends X509ExtendedTrustManager {
        private final Optional<NodeId> expected;

        ProvenKey(Optional<NodeId> expected) {
            this.expected = expected;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            var shown = NodeCertificate.read(chain);
            if (expected.isPresent() && !expected.get().equals(shown)) {
                throw new CertificateException("node %s is there, not %s"
                        .formatted(shown.shown(), expected.get().shown()));
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
