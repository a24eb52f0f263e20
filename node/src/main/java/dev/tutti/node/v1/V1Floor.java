package dev.tutti.node.v1;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorUpdate;
import org.jspecify.annotations.Nullable;

/** Takes the floor's word for v1 peers, whose connections have numbers of their own; all of it goes on to the others. */
public final class V1Floor implements FloorPublisher {
    /** Pages count from 1 up, tracks from -1 down. */
    static final long FIRST = 1L << 62;

    private final FloorPublisher others;
    private volatile @Nullable FloorPublisher door;

    public V1Floor(FloorPublisher others) {
        this.others = others;
    }

    void connect(FloorPublisher v1) {
        door = v1;
    }

    @Override
    public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
        FloorPublisher v1 = door;
        if (connection < FIRST) {
            others.toAsker(sessionId, connection, notice);
        } else if (v1 != null) {
            v1.toAsker(sessionId, connection, notice);
        }
    }

    @Override
    public void toSession(SessionId sessionId, FloorUpdate update) {
        others.toSession(sessionId, update);
        FloorPublisher v1 = door;
        if (v1 != null) {
            v1.toSession(sessionId, update);
        }
    }
}
