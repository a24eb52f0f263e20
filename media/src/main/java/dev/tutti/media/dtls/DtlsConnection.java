package dev.tutti.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DTLS association on its own virtual thread: handshake, then reading until somebody says goodbye.
 *
 * <p>{@link #feed} never blocks and may be called from the media loop.
 */
public final class DtlsConnection {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsConnection.class);
    private static final int READ_WAIT_MS = 60_000;

    private final DtlsIdentity identity;
    private final DtlsPeer peer;
    private final boolean client;
    private final DtlsListener listener;
    private final DatagramQueue datagrams;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable DTLSTransport transport;
    private volatile boolean closing;

    private DtlsConnection(DtlsIdentity identity, DtlsPeer peer, boolean client, int sendLimit, DtlsListener listener) {
        this.identity = identity;
        this.client = client;
        this.listener = listener;
        this.peer = peer;
        datagrams = new DatagramQueue(sendLimit, listener::send);
    }

    /** Starts the handshake in our role: {@link DtlsSetup#ACTIVE} opens it, {@link DtlsSetup#PASSIVE} waits for it. */
    public static DtlsConnection start(
            DtlsIdentity identity, DtlsFingerprint remote, DtlsSetup ours, DtlsListener listener) {
        return start(identity, new DtlsPeer(identity, remote), ours, DatagramQueue.SEND_LIMIT, listener);
    }

    /** As {@link #start}, in datagrams of at most {@code sendLimit} bytes. */
    static DtlsConnection start(
            DtlsIdentity identity, DtlsPeer peer, DtlsSetup ours, int sendLimit, DtlsListener listener) {
        var connection = new DtlsConnection(identity, peer, ours == DtlsSetup.ACTIVE, sendLimit, listener);
        Thread.ofVirtual().name("dtls").start(connection::run);
        return connection;
    }

    /** Hands over a copy of a datagram; false when the bounded queue has no room. */
    public boolean feed(byte[] packet, int offset, int length) {
        return datagrams.offer(packet, offset, length);
    }

    /** Sends application data; false before the handshake is complete or after the end. */
    public boolean send(byte[] data, int length) {
        var established = transport;
        if (established == null) {
            return false;
        }
        writing.lock();
        try {
            established.send(data, 0, length);
            return true;
        } catch (IOException e) {
            LOG.debug("DTLS send failed", e);
            return false;
        } finally {
            writing.unlock();
        }
    }

    /** Says goodbye and ends the thread. */
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        // Closing sends an alert and therefore blocks on the library's lock: not on the media loop.
        Thread.ofVirtual().name("dtls-close").start(() -> {
            var established = transport;
            if (established != null) {
                closeQuietly(established);
            }
            datagrams.close();
        });
    }

    private void run() {
        try {
            var established = client
                    ? new DTLSClientProtocol().connect(new ClientRole(identity, peer), datagrams)
                    : new DTLSServerProtocol().accept(new ServerRole(identity, peer), datagrams);
            transport = established;
            peer.tell(listener, client);
            read(established);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        datagrams.close();
        if (closing) {
            listener.closed();
            return;
        }
        LOG.debug("DTLS handshake failed", e);
        if (peer.wrongFingerprint()) {
            listener.failed(DtlsFailure.WRONG_FINGERPRINT);
        } else if (e instanceof TlsTimeoutException || e instanceof InterruptedIOException) {
            listener.failed(DtlsFailure.TIMED_OUT);
        } else {
            listener.failed(DtlsFailure.REFUSED);
        }
    }

    private void read(DTLSTransport established) {
        try {
            var buffer = new byte[established.getReceiveLimit()];
            while (!datagrams.closed()) {
                int length = established.receive(buffer, 0, buffer.length, READ_WAIT_MS);
                if (length > 0) {
                    listener.data(buffer, length);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("DTLS ended", e);
        }
        closeQuietly(established);
        datagrams.close();
        listener.closed();
    }

    private static void closeQuietly(DTLSTransport established) {
        try {
            established.close();
        } catch (IOException e) {
            LOG.debug("DTLS close failed", e);
        }
    }
}
