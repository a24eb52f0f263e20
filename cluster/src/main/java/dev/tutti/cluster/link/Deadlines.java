package dev.tutti.cluster.link;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose time has run out, however slowly their peer goes on sending. Owns one thread. */
final class Deadlines implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("link-deadlines").daemon().factory());

    /** A socket that has to be done before its time. */
    interface Armed {
        void disarm();
    }

    /** Once this is closed, nothing has time any more: the socket is closed at once. */
    Armed arm(Socket socket, long afterMs) {
        try {
            var task = thread.schedule(() -> closeQuietly(socket), afterMs, TimeUnit.MILLISECONDS);
            return () -> task.cancel(false);
        } catch (RejectedExecutionException _) {
            closeQuietly(socket);
            return () -> {};
        }
    }

    /** Closes it without waiting for anything that TLS would still like to say. */
    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
