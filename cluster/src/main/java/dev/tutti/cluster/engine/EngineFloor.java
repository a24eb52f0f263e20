package dev.tutti.cluster.engine;

import dev.tutti.cluster.floor.ClusterFloor;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorIngress;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorView;
import dev.tutti.session.floor.SessionFloor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One session's floor as the floor's loop drives it; history is written where the pen is, by what everybody is told. */
final class EngineFloor implements SessionFloor {
    final ClusterFloor floor;
    private final SessionId id;
    private final Supplier<List<Long>> others;
    private final BooleanSupplier isWriter;
    private final FloorHistory history;
    private final Map<String, FloorHistory.Talk> talks = new HashMap<>();
    private SessionState state;
    private volatile FloorView view = FloorView.EMPTY;

    EngineFloor(
            SessionState state,
            ClusterFloor floor,
            Supplier<List<Long>> others,
            BooleanSupplier isWriter,
            FloorHistory history) {
        this.state = state;
        this.floor = floor;
        this.others = others;
        this.isWriter = isWriter;
        this.history = history;
        id = state.id();
        floor.onNews(this::remember);
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public FloorIngress ingress() {
        return floor.ingress();
    }

    @Override
    public FloorView view() {
        return view;
    }

    @Override
    public void configure(SessionState next, long nowNs) {
        if (next.sequence() >= state.sequence()) {
            state = next;
            floor.configure(next);
        }
    }

    @Override
    public void revoke(FloorInput.Revoke revoke, long nowNs) {
        floor.revoke(revoke.by(), revoke.channelId());
    }

    @Override
    public void pump(long nowNs) {
        floor.pump();
    }

    @Override
    public void doWork(long nowNs) {
        floor.doWork(others.get());
        FloorView now = floor.view();
        if (!now.equals(view)) {
            view = now;
        }
    }

    @Override
    public void timeJumped(long nowNs) {
        floor.timeJumped();
    }

    @Override
    public boolean isQuiet() {
        return floor.ingress().isQuiet() && floor.isIdle();
    }

    private void remember(FloorDecision decision) {
        switch (decision) {
            case FloorDecision.Taken taken -> {
                ended(taken.channelId().value(), 0, "expired");
                var talk =
                        new FloorHistory.Talk(id, taken.channelId(), taken.fence(), taken.userId(), taken.emergency());
                talks.put(taken.channelId().value(), talk);
                if (isWriter.getAsBoolean()) {
                    history.granted(talk);
                }
            }
            case FloorDecision.Idle idle -> ended(idle.channelId().value(), idle.talkMs(), idle.reason());
            default -> {}
        }
    }

    private void ended(String channel, long talkMs, String reason) {
        FloorHistory.Talk talk = talks.remove(channel);
        if (talk != null && isWriter.getAsBoolean()) {
            history.released(talk, talkMs, reason);
        }
    }
}
