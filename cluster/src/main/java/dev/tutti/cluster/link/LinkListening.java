package dev.tutti.cluster.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Accepts connections, so many at once and so many of one address, and hands each to a thread of its own until it was
 * greeted.
 */
final class LinkListening implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final int MAX_GREETING = 64;
    private static final int MAX_GREETING_PER_ADDRESS = 8;

    private static final int CLOSE_MS = 1_000;

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<Thread> acceptors = new ArrayList<>();
    private final Map<InetAddress, Integer> greeting = new HashMap<>();
    private final Consumer<Socket> greeter;
    private final LinkRefusals refusals;
    private int together;

    /** @param greeter takes a connection; returns when its greeting is over, one way or the other */
    LinkListening(List<InetAddress> bind, int port, Consumer<Socket> greeter, LinkRefusals refusals)
            throws IOException {
        this.greeter = greeter;
        this.refusals = refusals;
        try {
            if (bind.isEmpty()) {
                listen(new InetSocketAddress(port));
            }
            for (var address : bind) {
                listen(new InetSocketAddress(address, sockets.isEmpty() ? port : port()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void listen(InetSocketAddress at) throws IOException {
        var socket = new ServerSocket();
        sockets.add(socket);
        socket.setReuseAddress(true);
        socket.bind(at, BACKLOG);
    }

    void start() {
        for (var socket : sockets) {
            // Of the platform: a socket that a virtual thread waits on may still take connections after it was closed.
            acceptors.add(Thread.ofPlatform().daemon().name("link-accept").start(() -> accept(socket)));
        }
    }

    int port() {
        return sockets.getFirst().getLocalPort();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                if (enter(socket.getInetAddress())) {
                    Thread.ofVirtual().name("link-greet").start(() -> greet(socket));
                } else {
                    refusals.refused(
                            LinkEvent.REFUSED_CROWDED,
                            socket.getInetAddress().getHostAddress(),
                            "too many at the door");
                    Deadlines.closeQuietly(socket);
                }
            } catch (IOException _) {
                // closed, or one connection that was gone before it was taken
            }
        }
    }

    private void greet(Socket socket) {
        try {
            greeter.accept(socket);
        } finally {
            leave(socket.getInetAddress());
        }
    }

    private synchronized boolean enter(InetAddress address) {
        int ofAddress = greeting.getOrDefault(address, 0);
        if (together >= MAX_GREETING || ofAddress >= MAX_GREETING_PER_ADDRESS) {
            return false;
        }
        together++;
        greeting.put(address, ofAddress + 1);
        return true;
    }

    private synchronized void leave(InetAddress address) {
        together--;
        greeting.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException _) {
                // nobody is served any more either way
            }
        }
        // A port is free once nobody waits at it any more.
        for (var acceptor : acceptors) {
            try {
                acceptor.join(CLOSE_MS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
