package dev.tutti.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livekit.server.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitWebhook.WebhookEvent;

/** An application's web server: takes webhooks, and lets the SDK check their signature. */
final class WebhookEar implements AutoCloseable {
    private static final int TIMEOUT_S = 10;

    private final HttpServer server;
    private final BlockingQueue<WebhookEvent> events = new LinkedBlockingQueue<>();
    private final WebhookReceiver receiver = new WebhookReceiver(HubProcess.KEY, HubProcess.SECRET);

    WebhookEar() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/livekit", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/livekit".formatted(server.getAddress().getPort());
    }

    /** The next event of a room with this name; others are passed over. */
    WebhookEvent next(String room, String event) throws InterruptedException {
        while (true) {
            var next = events.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No webhook " + event + " of room " + room);
            }
            if (next.getEvent().equals(event) && next.getRoom().getName().equals(room)) {
                return next;
            }
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            // Throws when the signature or the hash of the body is not right.
            events.add(receiver.receive(body, exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
