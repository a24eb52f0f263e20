package dev.tutti.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** Datagrams for one DTLS connection: fed by the media loop, taken by the connection's virtual thread. */
final class DatagramQueue implements DatagramTransport {
    private static final int CAPACITY = 64;
    private static final int RECEIVE_LIMIT = 1500;
    /** What fits into one packet on every path, IPv6 and tunnels included. */
    static final int SEND_LIMIT = 1200;

    private static final byte[] END = new byte[0];

    private final ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final int sendLimit;
    private final Consumer<byte[]> output;
    private volatile boolean closed;

    DatagramQueue(int sendLimit, Consumer<byte[]> output) {
        this.sendLimit = sendLimit;
        this.output = output;
    }

    /** Adds a copy; false when the queue is full or closed. */
    boolean offer(byte[] packet, int offset, int length) {
        return !closed
                && length > 0
                && length <= RECEIVE_LIMIT
                && queue.offer(Arrays.copyOfRange(packet, offset, offset + length));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return sendLimit;
    }

    @Override
    public int receive(byte[] target, int offset, int length, int waitMillis) throws IOException {
        if (closed) {
            throw new IOException("DTLS connection is closed");
        }
        try {
            byte[] datagram = queue.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            if (datagram.length == 0) {
                throw new IOException("DTLS connection is closed");
            }
            int count = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, target, offset, count);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("DTLS connection was interrupted", e);
        }
    }

    @Override
    public void send(byte[] packet, int offset, int length) {
        output.accept(Arrays.copyOfRange(packet, offset, offset + length));
    }

    @Override
    public void close() {
        closed = true;
        // Wakes a waiting reader; when the queue is full the reader is awake anyway.
        boolean woken = queue.offer(END);
        assert woken || !queue.isEmpty();
    }
}
