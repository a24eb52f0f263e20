package dev.tutti.benchmarks.client;

import dev.tutti.benchmarks.client.WebSocketFrames.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** One WebSocket of a {@link WebSocketLoop}; sends on the caller's thread, receives on the loop. */
public final class WebSocketClient implements AutoCloseable {
    private static final long RETRY_NS = 20_000;
    private static final int ABNORMAL = 1006;
    private static final int NO_STATUS = 1005;

    private final SocketChannel channel;
    private final WebSocketReader reader;
    private final ReentrantLock sending = new ReentrantLock();
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private ByteBuffer unread;
    private int messageOpcode;
    private boolean ended;
    private int closeCode = ABNORMAL;
    private String closeReason = "";

    WebSocketClient(SocketChannel channel, WebSocketReader reader, ByteBuffer afterHandshake) {
        this.channel = channel;
        this.reader = reader;
        this.unread = ByteBuffer.allocate(Math.max(16_384, afterHandshake.remaining()));
        this.unread.put(afterHandshake);
    }

    public void send(String text) {
        write(WebSocketFrames.encode(WebSocketFrames.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    public void send(byte[] message) {
        write(WebSocketFrames.encode(WebSocketFrames.BINARY, message));
    }

    /** Sends what {@link #prepare} made, so that encoding is not part of a measured time. */
    public void write(ByteBuffer frame) {
        sending.lock();
        try {
            while (frame.hasRemaining()) {
                if (channel.write(frame) == 0) {
                    LockSupport.parkNanos(RETRY_NS);
                }
            }
        } catch (IOException _) {
            // The loop sees the end of the connection too, and reports it.
        } finally {
            sending.unlock();
        }
    }

    public static ByteBuffer prepare(String text) {
        return WebSocketFrames.encode(WebSocketFrames.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says goodbye and closes. */
    @Override
    public void close() {
        write(WebSocketFrames.encode(WebSocketFrames.CLOSE, new byte[] {0x03, (byte) 0xE8}));
        abort();
    }

    /** Drops the connection without a word, as a machine does that lost its network. */
    public void abort() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing depends on it.
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** Reads what is there; false when the connection has ended. Loop thread. */
    boolean readable(long receivedNs) {
        try {
            if (!unread.hasRemaining()) {
                unread = ByteBuffer.allocate(unread.capacity() * 2).put(unread.flip());
            }
            int read = channel.read(unread);
            deliver(receivedNs);
            return read >= 0 && channel.isOpen();
        } catch (IOException _) {
            return false;
        }
    }

    void deliver(long receivedNs) {
        unread.flip();
        for (Frame frame = WebSocketFrames.decode(unread); frame != null; frame = WebSocketFrames.decode(unread)) {
            take(frame, receivedNs);
        }
        unread.compact();
    }

    private void take(Frame frame, long receivedNs) {
        switch (frame.opcode()) {
            case WebSocketFrames.PING -> write(WebSocketFrames.encode(WebSocketFrames.PONG, frame.payload()));
            case WebSocketFrames.PONG -> {}
            case WebSocketFrames.CLOSE -> takeClose(frame.payload());
            default -> takeData(frame, receivedNs);
        }
    }

    private void takeData(Frame frame, long receivedNs) {
        if (frame.opcode() != WebSocketFrames.CONTINUATION) {
            messageOpcode = frame.opcode();
        }
        byte[] message = frame.payload();
        if (!frame.last() || fragments.size() > 0) {
            fragments.writeBytes(message);
            if (!frame.last()) {
                return;
            }
            message = fragments.toByteArray();
            fragments.reset();
        }
        if (messageOpcode == WebSocketFrames.TEXT) {
            reader.text(new String(message, StandardCharsets.UTF_8), receivedNs);
        } else {
            reader.binary(message, receivedNs);
        }
    }

    private void takeClose(byte[] payload) {
        closeCode = payload.length < 2 ? NO_STATUS : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        closeReason = payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        abort();
    }

    void ended() {
        if (!ended) {
            ended = true;
            abort();
            reader.closed(closeCode, closeReason);
        }
    }
}
