package dev.tutti.media.transport;

import dev.tutti.media.dtls.DtlsFingerprint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The one thread that owns the media sockets and every peer's packets; public methods may be called from any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class MediaLoop implements AutoCloseable {
    private MediaLoop() {}

    /** Binds the sockets, warms the ciphers and starts the thread; throws when no address can be bound. */
    public static MediaLoop start(MediaLoopConfig config) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The media port all sockets share. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** The addresses bound at present, the most preferred first. */
    public List<InetSocketAddress> addresses() {
        throw new UnsupportedOperationException();
    }

    /** The fingerprint of the certificate this process made for DTLS. */
    public DtlsFingerprint fingerprint() {
        throw new UnsupportedOperationException();
    }

    /** Binds one more address on the media port while running, for example after a new DHCP lease. */
    public void addAddress(InetAddress address) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Closes the socket of an address that is gone; peers reached through it stall and restart ICE. */
    public void removeAddress(InetAddress address) {
        throw new UnsupportedOperationException();
    }

    /** A new transport for one peer connection, with fresh ICE credentials; the listener is told what becomes of it. */
    public PeerTransport open(TransportListener listener) {
        throw new UnsupportedOperationException();
    }

    /** What passed and what was dropped, and why, since the start. */
    public MediaCounters counters() {
        throw new UnsupportedOperationException();
    }

    /** Runs a short task on the loop; at once when called from the loop. Throws {@link MediaOverloadException} when the mailbox stays full. */
    public void post(Runnable task) {
        throw new UnsupportedOperationException();
    }

    /** Closes every transport and socket and waits for the thread to end. */
    @Override
    public void close() {}
}
