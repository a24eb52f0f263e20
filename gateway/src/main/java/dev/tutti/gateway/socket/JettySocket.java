package dev.tutti.gateway.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Jetty's WebSocket below its API: there, bytes that are encoded already are sent as they are. */
public final class JettySocket implements Socket {
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final CoreSession session;

    public JettySocket(Session session) {
        this.session = ((WebSocketSession) session).getCoreSession();
    }

    @Override
    public void send(OutgoingFrame frame, boolean more, Runnable done, Runnable failed) {
        byte opCode = frame.text() ? OpCode.TEXT : OpCode.BINARY;
        var message = new Frame(opCode, ByteBuffer.wrap(frame.bytes()));
        session.sendFrame(message, Callback.from(done, _ -> failed.run()), more);
    }

    @Override
    public void close(int code, String reason) {
        // A peer that never answers the close is cut when this has passed.
        session.setIdleTimeout(GOODBYE);
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void cut() {
        session.abort();
    }
}
