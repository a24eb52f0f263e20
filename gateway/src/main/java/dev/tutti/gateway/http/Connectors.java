package dev.tutti.gateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets that the hub listens on; they come and go, and their certificate changes, while it runs. Thread-safe. */
public final class Connectors {
    /** LiveKit clients send what they want of a room in the query. */
    private static final int REQUEST_HEADER_BYTES = 32 * 1024;

    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    private static final int BACKLOG = 512;
    private static final Logger log = LoggerFactory.getLogger(Connectors.class);

    private final OpenConnections connections;
    private final HandshakeWatch handshakes;
    private final Map<Endpoint, ServerConnector> open = new LinkedHashMap<>();
    private @Nullable Server server;
    private SslContextFactory.@Nullable Server tls;

    public Connectors(OpenConnections connections, Refusals refusals) {
        this.connections = connections;
        handshakes = new HandshakeWatch(refusals);
    }

    /** Joins them to a server that is about to start. */
    public synchronized void attach(Server jetty, List<Endpoint> endpoints, @Nullable TlsIdentity identity) {
        server = jetty;
        if (identity != null) {
            var factory = new SslContextFactory.Server();
            show(factory, identity);
            factory.setSniRequired(false);
            factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            tls = factory;
        }
        for (Endpoint endpoint : endpoints) {
            ServerConnector connector = connector(jetty, endpoint);
            jetty.addConnector(connector);
            open.put(endpoint, connector);
        }
    }

    /**
     * Listens on exactly these from now on; connections through sockets that stay are not touched.
     *
     * @throws IOException when one cannot be bound; the others are
     */
    public synchronized void listen(List<Endpoint> endpoints) throws IOException {
        var failed = new ArrayList<String>();
        for (Endpoint gone :
                open.keySet().stream().filter(e -> !endpoints.contains(e)).toList()) {
            close(gone);
        }
        for (Endpoint endpoint : endpoints) {
            if (!open.containsKey(endpoint) && !open(endpoint)) {
                failed.add(endpoint.host() + ":" + endpoint.port());
            }
        }
        if (!failed.isEmpty()) {
            throw new IOException("cannot listen on " + String.join(", ", failed));
        }
    }

    private boolean open(Endpoint endpoint) {
        Server jetty = started();
        ServerConnector connector = connector(jetty, endpoint);
        try {
            jetty.addConnector(connector);
            connector.start();
            open.put(endpoint, connector);
            log.info("listens on {} port {}", endpoint.host(), connector.getLocalPort());
            return true;
        } catch (Exception e) {
            log.warn("cannot listen on {} port {}", endpoint.host(), endpoint.port(), e);
            jetty.removeConnector(connector);
            return false;
        }
    }

    private void close(Endpoint endpoint) {
        ServerConnector connector = open.remove(endpoint);
        if (connector != null) {
            try {
                connector.stop();
            } catch (Exception e) {
                log.warn("the socket on {} did not close cleanly", endpoint.host(), e);
            }
            started().removeConnector(connector);
            log.info("no longer listens on {}", endpoint.host());
        }
    }

    /** Shows another certificate from now on; open connections keep theirs. */
    public synchronized void show(TlsIdentity identity) {
        SslContextFactory.Server factory = tls;
        if (factory == null) {
            throw new IllegalStateException("started without a certificate");
        }
        try {
            factory.reload(reloaded -> show(reloaded, identity));
        } catch (Exception e) {
            throw new IllegalArgumentException("the certificate cannot be used", e);
        }
    }

    private static void show(SslContextFactory factory, TlsIdentity identity) {
        factory.setKeyStore(identity.keyStore());
        factory.setKeyStorePassword(new String(identity.password()));
    }

    /** What is bound, with the ports that were taken. */
    public synchronized List<Endpoint> bound() {
        return open.entrySet().stream()
                .filter(e -> e.getValue().getLocalPort() > 0)
                .map(e -> new Endpoint(
                        e.getKey().host(),
                        e.getValue().getLocalPort(),
                        e.getKey().tls(),
                        e.getKey().peers()))
                .toList();
    }

    private Server started() {
        Server jetty = server;
        if (jetty == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return jetty;
    }

    private ServerConnector connector(Server jetty, Endpoint endpoint) {
        var connector = new CountedConnector(jetty, connections, factories(endpoint));
        connector.addBean(handshakes);
        connector.setHost(endpoint.host());
        connector.setPort(endpoint.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(60_000);
        // Enough for any LAN; what a slow reader leaves unread should show in its outbox, not in the kernel.
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    private ConnectionFactory[] factories(Endpoint endpoint) {
        HttpConfiguration http = configuration();
        if (!endpoint.tls()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        SslContextFactory.Server factory = tls;
        if (factory == null) {
            throw new IllegalStateException("no certificate for " + endpoint);
        }
        // Names are checked by the AddressGuard, which also knows bare addresses.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var http1 = new HttpConnectionFactory(http);
        if (endpoint.peers()) {
            return either(factory, http1);
        }
        var http2 = new HTTP2ServerConnectionFactory(http);
        // WebSockets stay on HTTP/1.1: browsers fall back to it when this is not offered.
        http2.setConnectProtocolEnabled(false);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {new SslConnectionFactory(factory, alpn.getProtocol()), alpn, http2, http1};
    }

    /** Apps of requirement 003 come with {@code ws://} or {@code wss://}: the first byte tells. */
    private static ConnectionFactory[] either(SslContextFactory.Server factory, HttpConnectionFactory http1) {
        var detector = new DetectorConnectionFactory(new SslConnectionFactory(factory, http1.getProtocol()));
        return new ConnectionFactory[] {detector, http1};
    }

    /** Whether that port is for peers only. */
    public synchronized boolean isForPeers(int localPort) {
        return open.entrySet().stream()
                .anyMatch(e -> e.getKey().peers() && e.getValue().getLocalPort() == localPort);
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        return http;
    }
}
