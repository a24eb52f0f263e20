package dev.tutti.gateway.http;

import dev.tutti.gateway.http.Requests.Remote;
import java.net.InetSocketAddress;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A listening socket whose connections are counted from accept to close. */
final class CountedConnector extends ServerConnector {
    private final OpenConnections connections;

    CountedConnector(Server server, OpenConnections connections, ConnectionFactory... factories) {
        super(server, 1, -1, factories);
        this.connections = connections;
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
                && !connections.opened(Remote.of(remote))) {
            endPoint.close();
        }
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote) {
            connections.closed(Remote.of(remote));
        }
        super.onEndPointClosed(endPoint);
    }
}
