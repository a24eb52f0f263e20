package dev.tutti.node.v1;

import dev.tutti.foundation.SessionId;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open connection of a v1 app. */
final class V1Line {
    static final long PING_NS = TimeUnit.SECONDS.toNanos(5);
    static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(15);

    private static final Logger log = LoggerFactory.getLogger(V1Line.class);

    private final Socket socket;
    private final V1Peer peer;
    private volatile long heardNs;
    private long pingedNs;
    /** Where it has asked to come in. */
    private volatile @Nullable SessionId asked;

    private volatile boolean entering;

    V1Line(Socket socket, V1Peer peer, long nowNs) {
        this.socket = socket;
        this.peer = peer;
        heardNs = nowNs;
        pingedNs = nowNs;
    }

    Socket socket() {
        return socket;
    }

    V1Peer peer() {
        return peer;
    }

    void heard(long nowNs) {
        heardNs = nowNs;
    }

    boolean isSilent(long nowNs) {
        return nowNs - heardNs > SILENCE_NS;
    }

    /** True when a ping is due; the clock's thread. */
    boolean pingDue(long nowNs) {
        boolean due = nowNs - pingedNs >= PING_NS;
        if (due) {
            pingedNs = nowNs;
        }
        return due;
    }

    @Nullable SessionId asked() {
        return asked;
    }

    void asked(@Nullable SessionId session) {
        asked = session;
    }

    boolean isEntering() {
        return entering;
    }

    void entering(boolean now) {
        entering = now;
    }

    void cut() {
        peer.outbox().close();
        try {
            socket.close();
        } catch (IOException _) {
            log.debug("a v1 connection did not close cleanly");
        }
    }
}
