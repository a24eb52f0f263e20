package dev.tutti.media.forward;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Stands between one client and the hub, passes everything on, and keeps what the client sent as media. */
final class WireTap implements AutoCloseable {
    /** Media as it was on the wire, in order. */
    final LinkedBlockingQueue<byte[]> media = new LinkedBlockingQueue<>();

    private final DatagramSocket socket;
    private final InetSocketAddress hub;
    private volatile @Nullable SocketAddress client;

    WireTap(InetSocketAddress hub) throws IOException {
        this.hub = hub;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("wire-tap").start(this::run);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** As from the client: the hub sees the address that it has validated. */
    void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, hub));
    }

    private void run() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packet.setLength(2048);
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                if (packet.getSocketAddress().equals(hub)) {
                    socket.send(new DatagramPacket(bytes, bytes.length, Objects.requireNonNull(client)));
                    continue;
                }
                client = packet.getSocketAddress();
                if (bytes[0] < 0) {
                    media.add(bytes);
                }
                send(bytes);
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
