package dev.tutti.cluster.datagram;

import dev.tutti.cluster.RefusalLog;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.sealed.SealedLink;
import dev.tutti.wire.sealed.SealedReceiver;
import dev.tutti.wire.sealed.SealedSender;
import dev.tutti.wire.sealed.SealedVerdict;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node port's UDP sockets. */
public final class NodeDatagrams implements AutoCloseable {
    private static final int BUFFER_BYTES = 2_048;
    private static final int KERNEL_BUFFER_BYTES = 1 << 20;
    private static final int MAX_BATCH = 64;
    private static final int MAX_LATELY = 64;
    private static final Logger log = LoggerFactory.getLogger(NodeDatagrams.class);

    private final List<DatagramChannel> channels = new ArrayList<>();
    private final Selector selector;
    private final DatagramListener listener;
    private final RefusalLog refusals;
    private final DatagramCounters counters = new DatagramCounters();
    private final Map<NodeId, Sealed> byPeer = new ConcurrentHashMap<>();
    private final Map<Long, Sealed> byNumber = new ConcurrentHashMap<>();
    /** Of links that are being made, or ended lately: what comes early or late is nobody's fault. */
    private final Set<Long> lately = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MAX_LATELY;
        }
    }));

    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer opened = ByteBuffer.allocate(BUFFER_BYTES);
    private final Thread thread =
            Thread.ofPlatform().name("node-datagrams").daemon().unstarted(this::read);

    /** The two ends of one link's datagrams, and where the peer is. */
    private static final class Sealed {
        final NodeId peer;
        final long number;
        final InetSocketAddress address;
        final SealedReceiver receiver;
        private final SealedSender sender;
        private final ByteBuffer out = ByteBuffer.allocateDirect(Envelope.MAX_DATAGRAM);

        Sealed(NodeId peer, long number, InetSocketAddress address, SealedLink link) {
            this.peer = peer;
            this.number = number;
            this.address = address;
            receiver = link.receiver();
            sender = link.sender();
        }

        synchronized boolean send(ByteBuffer envelope, DatagramChannel by) throws IOException {
            out.clear();
            sender.seal(envelope, out);
            return by.send(out.flip(), address) > 0;
        }
    }

    /**
     * Binds the sockets; nothing is read before {@link #start}.
     *
     * @param bind on which addresses; empty for all
     * @param port of all of them
     */
    public NodeDatagrams(List<InetAddress> bind, int port, DatagramListener listener, RefusalLog refusals)
            throws IOException {
        this.listener = listener;
        this.refusals = refusals;
        selector = Selector.open();
        try {
            if (bind.isEmpty()) {
                open(new InetSocketAddress(port));
            }
            for (var address : bind) {
                open(new InetSocketAddress(address, port));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void open(InetSocketAddress at) throws IOException {
        var channel = DatagramChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        channel.bind(at);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, channel);
    }

    public void start() {
        thread.start();
    }

    public DatagramCounters counters() {
        return counters;
    }

    /** A link is being made, and the peer is told to mark its datagrams by that number. */
    public void begin(long number) {
        lately.add(number);
    }

    /**
     * A link is up: its datagrams are taken and sent from now on.
     *
     * @param number by which the peer marks its datagrams to us
     */
    public void add(NodeId peer, long number, InetSocketAddress address, SealedLink link) {
        var sealed = new Sealed(peer, number, address, link);
        byNumber.put(number, sealed);
        var before = byPeer.put(peer, sealed);
        if (before != null) {
            byNumber.remove(before.number, before);
            lately.add(before.number);
        }
    }

    /** That link is over; a newer one to the same node stays. */
    public void remove(NodeId peer, long number) {
        var sealed = byNumber.remove(number);
        if (sealed != null) {
            lately.add(number);
            byPeer.remove(peer, sealed);
        }
    }

    /** Seals and sends what remains of the envelope; false when there is no link, or the network did not take it. */
    public boolean send(NodeId peer, ByteBuffer envelope) {
        var sealed = byPeer.get(peer);
        if (sealed == null) {
            return false;
        }
        try {
            if (sealed.send(envelope, channelTo(sealed.address.getAddress()))) {
                counters.sent();
                return true;
            }
        } catch (IOException _) {
            // no route at the moment: the same as lost
        }
        counters.unsent();
        return false;
    }

    /** Sends as it is, to anybody; false when the network did not take it. */
    public boolean sendPlain(ByteBuffer datagram, InetSocketAddress to) {
        try {
            return channelTo(to.getAddress()).send(datagram, to) > 0;
        } catch (IOException _) {
            return false;
        }
    }

    private DatagramChannel channelTo(InetAddress to) throws IOException {
        if (channels.size() == 1) {
            return channels.getFirst();
        }
        boolean six = to instanceof Inet6Address;
        for (var channel : channels) {
            var local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            if (local instanceof Inet6Address == six && local.isLoopbackAddress() == to.isLoopbackAddress()) {
                return channel;
            }
        }
        return channels.getFirst();
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> drain((DatagramChannel) key.attachment()));
            }
        } catch (ClosedSelectorException _) {
            // closed
        } catch (IOException e) {
            log.error("Datagrams are not read any more", e);
        }
    }

    private void drain(DatagramChannel channel) {
        for (int i = 0; i < MAX_BATCH; i++) {
            incoming.clear();
            InetSocketAddress from;
            try {
                from = (InetSocketAddress) channel.receive(incoming);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException _) {
                continue; // an ICMP error of something sent earlier
            }
            if (from == null) {
                return;
            }
            take(incoming.flip(), from);
        }
    }

    private void take(ByteBuffer datagram, InetSocketAddress from) {
        try {
            long number = SealedReceiver.linkOf(datagram);
            if (number < 0) {
                stranger(datagram, from);
                return;
            }
            var sealed = byNumber.get(number);
            if (sealed == null) {
                counters.count(SealedVerdict.WRONG_LINK);
                if (!lately.contains(number)) {
                    refusals.refused(SealedVerdict.WRONG_LINK, text(from), "a datagram of a link that there is not");
                }
                return;
            }
            opened.clear();
            var verdict = sealed.receiver.open(datagram, opened);
            counters.count(verdict);
            if (verdict == SealedVerdict.OPENED) {
                listener.received(sealed.peer, opened.flip());
            } else {
                refusals.refused(verdict, sealed.peer.shown(), "a datagram from " + text(from));
            }
        } catch (RuntimeException e) {
            log.error("A datagram could not be handled", e);
        }
    }

    private void stranger(ByteBuffer datagram, InetSocketAddress from) {
        int length = datagram.remaining();
        if (length <= Envelope.MAX_DATAGRAM && listener.stranger(datagram, from)) {
            return;
        }
        SealedVerdict verdict = length > Envelope.MAX_DATAGRAM
                ? SealedVerdict.TOO_LONG
                : length < SealedSender.OVERHEAD ? SealedVerdict.TOO_SHORT : SealedVerdict.NOT_SEALED;
        counters.count(verdict);
        refusals.refused(verdict, text(from), "a datagram of %d bytes".formatted(length));
    }

    private static String text(InetSocketAddress from) {
        return from.getAddress().getHostAddress();
    }

    /** Of the first socket. */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) channels.getFirst().getLocalAddress();
    }

    /** How many of that peer's datagrams met that fate; 0 without a link. */
    public long count(NodeId peer, SealedVerdict verdict) {
        @Nullable Sealed sealed = byPeer.get(peer);
        return sealed == null ? 0 : sealed.receiver.count(verdict);
    }

    /** How many datagrams that peer has sent over its present link, as far as it shows; 0 without a link. */
    public long expected(NodeId peer) {
        @Nullable Sealed sealed = byPeer.get(peer);
        return sealed == null ? 0 : sealed.receiver.expected();
    }

    @Override
    public void close() {
        try {
            selector.close();
            for (var channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            log.warn("The node port did not close cleanly", e);
        }
    }
}
