package dev.tutti.benchmarks.floor;

import io.javalin.Javalin;
import java.time.Duration;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * A WebSocket echo on the hub's server stack (Javalin on Jetty), a process of its own like the hub: what any answer over
 * such a connection costs at least. Prints {@code port N}; ends with its standard input.
 */
public final class EchoServer {
    private EchoServer() {}

    public static void main(String[] args) throws Exception {
        var server = Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(Duration.ofMinutes(10)));
            config.routes.ws(
                    "/echo", ws -> ws.onMessage(context -> context.session.sendText(context.message(), Callback.NOOP)));
        });
        server.start("127.0.0.1", 0);
        System.out.println("port " + server.port());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }
}
