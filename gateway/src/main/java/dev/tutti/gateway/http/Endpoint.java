package dev.tutti.gateway.http;

/**
 * A socket that the hub listens on.
 *
 * @param host an address of this machine
 * @param port 0 takes any
 * @param tls whether it speaks TLS; one for peers takes plain connections, too
 * @param peers only WebSockets of peers are served by it (requirement 003's signalling port)
 */
public record Endpoint(String host, int port, boolean tls, boolean peers) {
    public Endpoint(String host, int port, boolean tls) {
        this(host, port, tls, false);
    }
}
