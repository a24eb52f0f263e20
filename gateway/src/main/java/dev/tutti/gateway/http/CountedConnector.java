package dev.tutti.gateway.http;

import dev.tutti.gateway.http.Requests.Remote;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A listening socket whose connections are counted from accept to close. */
final class CountedConnector extends ServerConnector {
    private final OpenConnections connections;
    private final Map<EndPoint, Remote> remotes = new ConcurrentHashMap<>();

    CountedConnector(Server server, OpenConnections connections, ConnectionFactory... factories) {
        super(server, 1, -1, factories);
        this.connections = connections;
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress socket) {
            var remote = Remote.of(socket);
            remotes.put(endPoint, remote);
            if (!connections.opened(remote)) {
                endPoint.close();
            }
        }
    }

    /** By then the socket no longer knows whose it was. */
    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        var remote = remotes.remove(endPoint);
        if (remote != null) {
            connections.closed(remote);
        }
        super.onEndPointClosed(endPoint);
    }
}
