package dev.tutti.node;

import dev.tutti.node.network.AddressWatcher;
import dev.tutti.node.trust.HubTrust;
import dev.tutti.node.trust.TrustIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the housekeeping thread: looks after addresses and certificate every few seconds while the hub runs. */
final class Housekeeping implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** What the rest of the hub does about a change; called on the housekeeping thread. */
    interface Moves {
        /** The machine has other addresses: sockets, origins, QR. */
        void addresses(List<InetAddress> addresses);

        /** There is a new certificate: handshakes from now on show it. */
        void certificate(KeyStore certificate);

        /** Asked in each round: other nodes may have come, gone, or moved. */
        void nodes();

        /** There is a new authority, and the certificate is from it: people compare other words. */
        void authority();
    }

    private final AddressWatcher watcher;
    private final HubTrust trust;
    private final Moves moves;
    private TrustIdentity identity;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    Housekeeping(AddressWatcher watcher, HubTrust trust, Moves moves) {
        this.watcher = watcher;
        this.trust = trust;
        this.moves = moves;
        identity = trust.identity();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the thread is shut down
    void start() {
        thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One round as soon as may be; does not wait. */
    void lookSoon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException _) {
            // It is being stopped: nothing is looked after any more.
        }
    }

    /** One round at once; returns when it is done. */
    void lookNow() throws InterruptedException, ExecutionException {
        thread.submit(this::look).get();
    }

    /** A failing round is logged and the next may do better. */
    private void look() {
        try {
            boolean moved = watcher.poll();
            // The certificate first: whoever follows the new address finds it valid there.
            trust.renew(watcher.current()).ifPresent(moves::certificate);
            if (!trust.identity().equals(identity)) {
                identity = trust.identity();
                moves.authority();
            }
            if (moved) {
                moves.addresses(watcher.current());
            }
            moves.nodes();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.warn("Looking after addresses and certificate failed; trying again in {} s", EVERY.toSeconds(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
