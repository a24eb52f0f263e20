package dev.tutti.media.dtls;

import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One handshake of the process with itself, in memory: the first person who joins must not wait for class loading. */
public final class DtlsWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsWarmUp.class);
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private DtlsWarmUp() {}

    /** Starts the handshake unless this process has had one; returns at once. */
    public static void start(DtlsIdentity identity) {
        if (DONE.compareAndSet(false, true)) {
            var server = new End();
            var client = new End();
            server.other = client.connection;
            client.other = server.connection;
            var fingerprint = identity.fingerprint();
            server.connection.complete(DtlsConnection.start(identity, fingerprint, DtlsSetup.PASSIVE, server));
            client.connection.complete(DtlsConnection.start(identity, fingerprint, DtlsSetup.ACTIVE, client));
        }
    }

    private static final class End implements DtlsListener {
        private final CompletableFuture<DtlsConnection> connection = new CompletableFuture<>();
        private CompletableFuture<DtlsConnection> other = connection;

        @Override
        public void send(byte[] datagram) {
            if (!other.join().feed(datagram, 0, datagram.length)) {
                LOG.debug("A datagram of the warm-up was lost");
            }
        }

        @Override
        public void established(SrtpProfile profile, SrtpKey sendKey, SrtpKey receiveKey) {
            connection.join().close();
        }

        @Override
        public void data(byte[] bytes, int length) {
            // Nobody sends any.
        }

        @Override
        public void failed(DtlsFailure reason) {
            // Then the first handshake is slow, and says why.
        }

        @Override
        public void closed() {
            // As it should be.
        }
    }
}
