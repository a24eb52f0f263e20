package dev.tutti.gateway.http;

/**
 * Who is at the other end of a request, as the hub sees it.
 *
 * @param address the remote address as text; behind a proxy of this machine the one that the proxy tells
 * @param local the request never left this machine
 * @param secure it came over TLS, to the hub or to its proxy
 * @param host the {@code Host} it was sent to, with its port when it has one
 */
public record Peer(String address, boolean local, boolean secure, String host) {
    /** Over plain HTTP from another machine: anybody on the network could read the token, and no microphone opens. */
    public boolean listenOnly() {
        return !secure && !local;
    }

    /** Where the hub is for this client. */
    public String baseUrl() {
        return (secure ? "https://" : "http://") + host;
    }

    /** Where its WebSockets are for this client. */
    public String socketUrl() {
        return (secure ? "wss://" : "ws://") + host;
    }
}
