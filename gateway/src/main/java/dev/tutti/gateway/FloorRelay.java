package dev.tutti.gateway;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorUpdate;
import org.jspecify.annotations.Nullable;

/** The floor's way to the clients, there before the gateway is: until then nobody is connected who could be told. */
public final class FloorRelay implements FloorPublisher {
    private volatile @Nullable FloorPublisher clients;

    void connect(FloorPublisher publisher) {
        clients = publisher;
    }

    @Override
    public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
        FloorPublisher publisher = clients;
        if (publisher != null) {
            publisher.toAsker(sessionId, connection, notice);
        }
    }

    @Override
    public void toSession(SessionId sessionId, FloorUpdate update) {
        FloorPublisher publisher = clients;
        if (publisher != null) {
            publisher.toSession(sessionId, update);
        }
    }
}
