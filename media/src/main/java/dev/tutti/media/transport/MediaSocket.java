package dev.tutti.media.transport;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The non-blocking UDP socket of one advertised address; media loop only, once it is registered. */
final class MediaSocket {
    static final int MAX_DATAGRAM = 2048;
    private static final Logger LOG = LoggerFactory.getLogger(MediaSocket.class);
    private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private @Nullable SelectionKey key;

    private MediaSocket(DatagramChannel channel) throws IOException {
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
    }

    static MediaSocket bind(InetAddress address, int port) throws IOException {
        var family = address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(address, port));
            return new MediaSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void register(Selector selector) throws IOException {
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    InetSocketAddress address() {
        return address;
    }

    boolean open() {
        return channel.isOpen();
    }

    /** Takes the next datagram into {@code target}; returns who sent it, or null when none waits. */
    @Nullable InetSocketAddress receive(byte[] target) {
        try {
            in.clear();
            var source = (InetSocketAddress) channel.receive(in);
            if (source != null) {
                in.flip();
                in.get(target, 0, in.limit());
            }
            return source;
        } catch (IOException e) {
            LOG.debug("Receiving on {} failed", address, e);
            return null;
        }
    }

    /** The length of the datagram taken last. */
    int receivedLength() {
        return in.limit();
    }

    boolean send(byte[] bytes, int length, InetSocketAddress target) {
        out.clear();
        out.put(bytes, 0, length).flip();
        return send(out, target);
    }

    /** Sends what remains of a direct buffer. */
    boolean send(ByteBuffer datagram, InetSocketAddress target) {
        int length = datagram.remaining();
        try {
            return channel.send(datagram, target) == length;
        } catch (IOException e) {
            LOG.debug("Sending from {} failed", address, e);
            return false;
        }
    }

    void close() {
        if (key != null) {
            key.cancel();
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing {} failed", address, e);
        }
    }
}
