package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.hub.ProcessCpu;
import dev.tutti.benchmarks.hub.RelayProcess;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The C relay with as many plain UDP sockets as listeners, read by one selector thread like the light clients are. */
final class RelayArm implements Arm, AutoCloseable {
    private static final int MAX_DATAGRAM = 2048;

    private final RelayProcess relay;
    private final ProcessCpu cpu;
    private final DatagramChannel talker;
    private final Selector selector;
    private final Arrivals arrivals = new Arrivals();
    private final NanoClock clock;
    private final int listeners;
    private final Thread reader;

    RelayArm(int listeners, NanoClock clock) throws IOException, InterruptedException {
        this.listeners = listeners;
        this.clock = clock;
        this.relay = RelayProcess.start();
        this.cpu = new ProcessCpu(relay.pid());
        this.selector = Selector.open();
        this.talker = openSocket();
        for (int i = 0; i < listeners; i++) {
            var socket = openSocket();
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ);
            socket.write(ByteBuffer.wrap(new byte[] {'J'}));
        }
        this.reader = Thread.ofPlatform().name("plain-listeners").daemon(true).start(this::read);
    }

    private DatagramChannel openSocket() throws IOException {
        var socket = DatagramChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket.connect(relay.address());
    }

    private void read() {
        var datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        var packet = new byte[MAX_DATAGRAM];
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    datagram.clear();
                    if (((DatagramChannel) key.channel()).read(datagram) > 0) {
                        long receivedNs = clock.nanoTime();
                        int length = datagram.flip().remaining();
                        datagram.get(packet, 0, length);
                        arrivals.rtp(packet, 0, length, receivedNs);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.nio.channels.ClosedSelectorException _) {
            // The bench has ended.
        }
    }

    @Override
    public int listeners() {
        return listeners;
    }

    @Override
    public void send(byte[] packet) {
        try {
            talker.write(ByteBuffer.wrap(packet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Samples takeArrivals() {
        return arrivals.take();
    }

    @Override
    public ProcessCpu serverCpu() {
        return cpu;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        talker.close();
        relay.close();
        reader.interrupt();
    }
}
