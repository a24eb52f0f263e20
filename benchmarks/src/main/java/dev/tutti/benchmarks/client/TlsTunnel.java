package dev.tutti.benchmarks.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A door on the loopback behind which a server speaks TLS, for clients that do not; two virtual threads a connection. */
public final class TlsTunnel implements AutoCloseable {
    private static final int TLS_PORT = 443;

    private final ServerSocket door;
    private final URI server;
    private final SSLContext tls;

    private TlsTunnel(URI server, SSLContext tls) throws IOException {
        this.server = server;
        this.tls = tls;
        door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /** Opens the door; the server has to prove its name with every connection. */
    public static TlsTunnel to(URI server, SSLContext tls) throws IOException {
        var tunnel = new TlsTunnel(server, tls);
        Thread.ofVirtual().name("tls-tunnel").start(tunnel::accept);
        return tunnel;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket plain = door.accept();
                Thread.ofVirtual().name("tls-tunnel-in").start(() -> serve(plain));
            } catch (IOException _) {
                // The door was closed, or one connection was not worth the trouble.
            }
        }
    }

    private void serve(Socket plain) {
        int port = server.getPort() < 0 ? TLS_PORT : server.getPort();
        try (plain;
                var secure = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), port)) {
            secure.setTcpNoDelay(true);
            plain.setTcpNoDelay(true);
            var checked = secure.getSSLParameters();
            checked.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(checked);
            secure.startHandshake();
            var back = Thread.ofVirtual().name("tls-tunnel-out").start(() -> copy(secure, plain));
            copy(plain, secure);
            back.join();
        } catch (IOException _) {
            // The client sees its end of the connection close.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until either end is closed; the other is closed, too. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // Closed from the other side.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
