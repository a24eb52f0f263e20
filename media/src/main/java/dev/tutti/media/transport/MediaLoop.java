package dev.tutti.media.transport;

import dev.tutti.foundation.NanoClock;
import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsIdentity;
import dev.tutti.media.dtls.DtlsWarmUp;
import dev.tutti.media.ice.IceAgent;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.rtp.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the media sockets and every peer's packets; public methods may be called from any thread. */
public final class MediaLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
    private static final int MAILBOX_CAPACITY = 8192;
    private static final int TASKS_PER_TURN = 256;
    private static final int DATAGRAMS_PER_TURN = 64;
    private static final long TICK_NS = 10_000_000L;
    private static final long TICK_WITHOUT_PEERS_NS = 100_000_000L;
    private static final long STATS_NS = 1_000_000_000L;
    private static final long POST_PATIENCE_MS = 2_000;
    private static final long STOP_PATIENCE_MS = 5_000;

    private final MediaLoopConfig config;
    private final NanoClock clock;
    private final DtlsIdentity identity;
    private final Selector selector;
    private final int port;
    private final Thread thread;
    private final ArrayBlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX_CAPACITY);
    private final LoopCounters counters = new LoopCounters();
    private final SendQueue outgoing = new SendQueue(counters);
    private final PeerTable peers = new PeerTable();
    private final StunDoor stun = new StunDoor(peers, counters);
    private final List<MediaSocket> sockets = new ArrayList<>();
    private final List<PeerTransport> transports = new ArrayList<>();
    private final byte[] datagram = new byte[MediaSocket.MAX_DATAGRAM];
    private final byte[] clear = new byte[MediaSocket.MAX_DATAGRAM];
    private final byte[] wire = new byte[MediaSocket.MAX_DATAGRAM + 64];
    private volatile List<InetSocketAddress> addresses = List.of();
    private volatile boolean stopping;
    private volatile LoopGuest guest = LoopGuest.NONE;
    private long nextTickNs;
    private long nextStatsNs;

    private MediaLoop(MediaLoopConfig config) throws IOException {
        this.config = config;
        clock = config.clock();
        identity = DtlsIdentity.generate(config.entropy(), config.wallClock());
        selector = Selector.open();
        int shared = config.port();
        try {
            for (var address : config.addresses()) {
                var socket = MediaSocket.bind(address, shared);
                sockets.add(socket);
                socket.register(selector);
                shared = socket.address().getPort();
            }
        } catch (IOException e) {
            sockets.forEach(MediaSocket::close);
            selector.close();
            throw e;
        }
        port = shared;
        publishAddresses();
        thread = Thread.ofPlatform().name("media-loop").daemon().unstarted(this::run);
    }

    /** Binds the sockets, or throws; starts the thread, which warms the ciphers first, with a handshake beside it. */
    public static MediaLoop start(MediaLoopConfig config) throws IOException {
        var loop = new MediaLoop(config);
        loop.thread.start();
        DtlsWarmUp.start(loop.identity);
        return loop;
    }

    /** The media port all sockets share. */
    public int port() {
        return port;
    }

    /** The addresses bound at present, the most preferred first. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** The fingerprint of the certificate this process made for DTLS. */
    public DtlsFingerprint fingerprint() {
        return identity.fingerprint();
    }

    /** Binds one more address on the media port while running, for example after a new DHCP lease; waits until it is done. */
    public void addAddress(InetAddress address) throws IOException {
        var done = new CompletableFuture<Void>();
        post(() -> {
            try {
                bind(address);
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IOException("Cannot bind " + address.getHostAddress() + " port " + port, e.getCause());
        }
    }

    private void bind(InetAddress address) throws IOException {
        if (sockets.stream().anyMatch(s -> s.address().getAddress().equals(address))) {
            return;
        }
        var socket = MediaSocket.bind(address, port);
        socket.register(selector);
        sockets.add(socket);
        publishAddresses();
    }

    /** Closes the socket of an address that is gone; peers reached through it stall and restart ICE. */
    public void removeAddress(InetAddress address) {
        post(() -> {
            outgoing.flush();
            sockets.stream()
                    .filter(s -> s.address().getAddress().equals(address))
                    .forEach(MediaSocket::close);
            sockets.removeIf(s -> !s.open());
            publishAddresses();
        });
    }

    private void publishAddresses() {
        addresses = sockets.stream().map(MediaSocket::address).toList();
    }

    /** A new transport for one peer connection, with fresh ICE credentials; the listener is told what becomes of it. */
    public PeerTransport open(TransportListener listener) {
        var local = newCredentials();
        long tieBreaker = Bytes.i64(config.entropy().bytes(8), 0);
        var state = new PeerState(this, listener, new IceAgent(local, tieBreaker, nowNs()), local.ufrag());
        var transport = new PeerTransport(this, state, local);
        post(() -> {
            peers.add(state);
            peers.addUfrag(local.ufrag(), state);
            transports.add(transport);
            counters.transports(peers.count());
        });
        return transport;
    }

    /** What passed and what was dropped, and why, since the start. */
    public MediaCounters counters() {
        return counters;
    }

    /**
     * Runs a short task on the loop; at once when called from the loop. Throws {@link MediaOverloadException} when the
     * mailbox stays full.
     */
    public void post(Runnable task) {
        if (onLoop()) {
            task.run();
            return;
        }
        boolean accepted = false;
        try {
            accepted = !stopping && mailbox.offer(task, POST_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!accepted) {
            counters.mailboxOverflow();
            throw new MediaOverloadException(stopping ? "The media loop has stopped" : "The media loop is overloaded");
        }
        selector.wakeup();
    }

    /** As {@link #post}, for endings: after the loop has stopped there is nothing left to end. */
    public void postUnlessStopped(Runnable task) {
        if (!stopping) {
            post(task);
        }
    }

    /** As {@link #post}, for what may be lost like any datagram. */
    boolean tryPost(Runnable task) {
        if (stopping || !mailbox.offer(task)) {
            counters.mailboxOverflow();
            return false;
        }
        selector.wakeup();
        return true;
    }

    /** Runs this in every turn from now on. */
    public void guest(LoopGuest one) {
        guest = one;
    }

    /** There is something for the guest: the loop turns now. Any thread. */
    public void wake() {
        selector.wakeup();
    }

    /** Whether the caller is the loop's own thread. */
    public boolean onLoop() {
        return Thread.currentThread().equals(thread);
    }

    /** The loop's monotonic clock, on which gates are asked. */
    public long nowNs() {
        return clock.nanoTime();
    }

    IceCredentials newCredentials() {
        return IceCredentials.generate(config.entropy());
    }

    DtlsIdentity identity() {
        return identity;
    }

    PeerTable peers() {
        return peers;
    }

    /** What was decrypted last; one for all peers stays in the processor's cache. */
    byte[] clear() {
        return clear;
    }

    /** What is encrypted next. */
    byte[] wire() {
        return wire;
    }

    /** What is sent at the end of the turn. */
    SendQueue outgoing() {
        return outgoing;
    }

    LoopCounters count() {
        return counters;
    }

    private void run() {
        CipherWarmUp.run();
        nextTickNs = nowNs();
        nextStatsNs = nextTickNs;
        try {
            while (!stopping) {
                turn();
            }
            List.copyOf(transports).forEach(t -> t.state().close());
            drain(MAILBOX_CAPACITY);
            outgoing.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The media loop's selector failed", e);
        } finally {
            stopping = true;
            sockets.forEach(MediaSocket::close);
        }
    }

    private void turn() throws IOException {
        long waitNs = mailbox.isEmpty() ? nextTickNs - nowNs() : 0;
        if (waitNs <= 0) {
            selector.selectNow(this::readable);
        } else {
            selector.select(this::readable, waitNs / 1_000_000 + 1);
        }
        drain(TASKS_PER_TURN);
        long nowNs = nowNs();
        boolean tickDue = nowNs - nextTickNs >= 0;
        if (tickDue) {
            tick(nowNs);
        }
        visit(tickDue, nowNs);
        outgoing.flush();
    }

    private void visit(boolean tickDue, long nowNs) {
        try {
            guest.turn(nowNs);
            if (tickDue) {
                guest.tick(nowNs);
            }
        } catch (RuntimeException e) {
            LOG.error("The media loop's guest failed", e);
        }
    }

    private void drain(int most) {
        for (int i = 0; i < most; i++) {
            var task = mailbox.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    /** One peer's bug must not take the others' media with it. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task on the media loop failed", e);
        }
    }

    private void tick(long nowNs) {
        nextTickNs = nowNs + (transports.isEmpty() ? TICK_WITHOUT_PEERS_NS : TICK_NS);
        boolean statsDue = nowNs - nextStatsNs >= 0;
        if (statsDue) {
            nextStatsNs = nowNs + STATS_NS;
            transports.removeIf(t -> t.state().ended());
        }
        for (int i = 0; i < transports.size(); i++) {
            var transport = transports.get(i);
            try {
                transport.state().tick(nowNs);
            } catch (RuntimeException e) {
                LOG.error("A transport's timer failed", e);
            }
            if (statsDue) {
                transport.refreshStats(nowNs);
            }
        }
    }

    private void readable(SelectionKey key) {
        // What was asked for before a packet was sent is done before the packet is handled.
        drain(TASKS_PER_TURN);
        var socket = (MediaSocket) key.attachment();
        for (int i = 0; i < DATAGRAMS_PER_TURN && socket.open(); i++) {
            var source = socket.receive(datagram);
            if (source == null) {
                return;
            }
            try {
                onDatagram(socket, source, socket.receivedLength(), nowNs());
            } catch (RuntimeException e) {
                LOG.error("A datagram could not be handled", e);
            }
            outgoing.flush();
        }
    }

    /** The first byte tells the protocol (RFC 7983). */
    private void onDatagram(MediaSocket socket, InetSocketAddress source, int length, long nowNs) {
        counters.in(length);
        int first = length < 12 ? 255 : datagram[0] & 0xFF;
        if (first <= 3) {
            stun.onDatagram(socket, source, datagram, length, nowNs);
            return;
        }
        boolean dtls = first >= 20 && first <= 63;
        if (!dtls && (first < 128 || first > 191)) {
            counters.drop(DropReason.NOT_OURS);
            return;
        }
        var path = peers.byAddress(source);
        if (path == null) {
            counters.drop(DropReason.UNKNOWN_ADDRESS);
        } else if (dtls) {
            path.peer.onDtls(datagram, length);
        } else {
            path.peer.onMedia(datagram, length, nowNs);
        }
    }

    /** Closes every transport and socket and waits for the thread to end. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(STOP_PATIENCE_MS);
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("Closing the selector failed", e);
        }
    }
}
