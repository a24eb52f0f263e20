package dev.tutti.media.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configured address: a bounded queue and the virtual thread that empties it, one delivery after the other. */
final class WebhookReceiver {
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final int CAPACITY = 1000;
    static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 200;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    /** One event, encoded and signed. */
    record Delivery(String event, String body, String token) {}

    private final URI url;
    private final HttpClient client;
    private final ArrayBlockingQueue<Delivery> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean open = true;

    WebhookReceiver(URI url, HttpClient client) {
        this.url = url;
        this.client = client;
        thread = Thread.ofVirtual().name("webhook-" + url.getHost()).start(this::run);
    }

    /** Never waits: when the receiver is too slow for its queue, the event is dropped and counted. */
    void enqueue(Delivery delivery) {
        if (!open || !queue.offer(delivery)) {
            LOG.warn("Webhook {} to {} dropped, {} so far", delivery.event, url, dropped.incrementAndGet());
        }
    }

    void close() {
        open = false;
        try {
            if (!thread.join(FAREWELL)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (open || !queue.isEmpty()) {
                var delivery = queue.poll(100, TimeUnit.MILLISECONDS);
                if (delivery != null) {
                    deliver(delivery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        long pauseMs = FIRST_PAUSE_MS;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (delivered(delivery)) {
                return;
            }
            if (attempt < ATTEMPTS) {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
                pauseMs *= 2;
            }
        }
        LOG.warn("Webhook {} to {} given up, {} dropped so far", delivery.event, url, dropped.incrementAndGet());
    }

    private boolean delivered(Delivery delivery) throws InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/webhook+json")
                .header("Authorization", delivery.token)
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            // Other refusals will not change by asking again.
            return status < 500 && status != 408 && status != 429;
        } catch (IOException e) {
            LOG.debug("Webhook {} to {} failed: {}", delivery.event, url, e.toString());
            return false;
        }
    }
}
