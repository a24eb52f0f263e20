package dev.tutti.media.lightclient;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.dtls.DtlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any number of light clients on one thread. */
public final class LightClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LightClients.class);
    private static final long TICK_MS = 10;

    private final NanoClock clock;
    private final Entropy entropy;
    private final DtlsIdentity identity;
    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final List<LightClient> clients = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;
    private long nextTickNs;

    private LightClients(NanoClock clock, WallClock wallClock, Entropy entropy) throws IOException {
        this.clock = clock;
        this.entropy = entropy;
        identity = DtlsIdentity.generate(entropy, wallClock);
        selector = Selector.open();
        thread = Thread.ofPlatform().name("light-clients").daemon().unstarted(this::run);
    }

    public static LightClients start(NanoClock clock, WallClock wallClock, Entropy entropy) throws IOException {
        var clients = new LightClients(clock, wallClock, entropy);
        clients.thread.start();
        return clients;
    }

    /** A new client with a socket on this local address. */
    public LightClient open(InetAddress local, LightClientListener listener) throws IOException {
        var client = new LightClient(this, local, listener);
        post(() -> {
            clients.add(client);
            client.register();
        });
        return client;
    }

    void post(Runnable task) {
        mailbox.add(task);
        selector.wakeup();
    }

    void remove(LightClient client) {
        clients.remove(client);
    }

    Selector selector() {
        return selector;
    }

    Entropy entropy() {
        return entropy;
    }

    DtlsIdentity identity() {
        return identity;
    }

    long nowNs() {
        return clock.nanoTime();
    }

    private void run() {
        try {
            nextTickNs = nowNs();
            while (!stopping) {
                selector.select(this::readable, TICK_MS);
                for (var task = mailbox.poll(); task != null; task = mailbox.poll()) {
                    guarded(task);
                }
                long nowNs = nowNs();
                if (nowNs - nextTickNs >= 0) {
                    nextTickNs = nowNs + TICK_MS * 1_000_000;
                    List.copyOf(clients).forEach(client -> client.tick(nowNs));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The light clients' selector failed", e);
        } finally {
            List.copyOf(clients).forEach(LightClient::release);
        }
    }

    private void readable(SelectionKey key) {
        guarded(() -> ((LightClient) key.attachment()).readable());
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A light client failed", e);
        }
    }

    /** Ends all clients without a goodbye, as a process that is killed does. */
    @Override
    public void close() throws IOException {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
    }
}
