package dev.tutti.node.network;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that nobody uses just now, for "any": every address of the hub must have the same one. */
public final class FreePort {
    private FreePort() {}

    public static int or(int wanted) throws IOException {
        if (wanted != 0) {
            return wanted;
        }
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
