package dev.tutti.cluster.link;

import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.foundation.NanoClock;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Received;
import dev.tutti.wire.WireCodec;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Somebody with a node key who says what a test wants, right or wrong. */
final class RawPeer implements AutoCloseable {
    private static final int MAX = 256 * 1024;

    final SecureChannel channel;
    private final LinkMessages messages;

    private RawPeer(SecureChannel channel, NodeKey key) {
        this.channel = channel;
        messages = new LinkMessages(NodeTag.of(key.id()), NanoClock.system());
    }

    static RawPeer dial(NodeKey key, int port) throws IOException {
        var socket = new Socket(TestNode.LOOPBACK, port);
        socket.setSoTimeout(60_000);
        return new RawPeer(SecureChannel.prove(socket, new NodeTls(key).client(socket, Optional.empty()), MAX), key);
    }

    static RawPeer accept(NodeKey key, Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        return new RawPeer(SecureChannel.prove(socket, new NodeTls(key).server(socket), MAX), key);
    }

    byte[] encode(Message message) {
        return messages.encode(message);
    }

    void say(Message message) throws IOException {
        send(encode(message));
    }

    void send(byte[] bytes) throws IOException {
        channel.write(bytes);
        channel.flush();
    }

    Message hear() throws IOException {
        if (new WireCodec().decode(channel.read()) instanceof Received.Accepted accepted) {
            return accepted.message();
        }
        throw new IOException("not a message");
    }

    /** The next message of that kind; others are passed over. */
    <T extends Message> T hear(Class<T> wanted) throws IOException {
        while (true) {
            var message = hear();
            if (wanted.isInstance(message)) {
                return wanted.cast(message);
            }
        }
    }

    /** Whether the other side closes before long. */
    boolean isClosed() {
        try {
            while (true) {
                channel.read();
            }
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
