package dev.tutti.media.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams that leave together: what one packet becomes for all its listeners is encrypted first and sent then, because a
 * kernel that delivers without a pause between spends a third less than one that wakes each receiver anew. Media loop only.
 */
final class SendQueue {
    private static final int SLOTS = 256;
    private static final int BYTES = 128 * 1024;

    private final LoopCounters counters;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private final @Nullable MediaSocket[] sockets = new MediaSocket[SLOTS];
    private final @Nullable InetSocketAddress[] targets = new InetSocketAddress[SLOTS];
    private final int[] ends = new int[SLOTS];
    private int count;
    private int end;

    SendQueue(LoopCounters counters) {
        this.counters = counters;
    }

    void add(byte[] bytes, int length, MediaSocket socket, InetSocketAddress target) {
        if (count == SLOTS || end + length > BYTES) {
            flush();
        }
        buffer.put(end, bytes, 0, length);
        end += length;
        ends[count] = end;
        sockets[count] = socket;
        targets[count++] = target;
    }

    /** Sends everything in the order in which it came. */
    void flush() {
        int waiting = count;
        count = 0;
        end = 0;
        for (int i = 0, start = 0; i < waiting; start = ends[i++]) {
            send(i, start);
        }
        buffer.clear();
    }

    private void send(int slot, int start) {
        var socket = sockets[slot];
        var target = targets[slot];
        sockets[slot] = null;
        targets[slot] = null;
        int length = ends[slot] - start;
        if (socket != null
                && target != null
                && socket.send(buffer.clear().position(start).limit(ends[slot]), target)) {
            counters.out(length);
        } else {
            counters.drop(DropReason.SEND_FAILED);
        }
    }
}
