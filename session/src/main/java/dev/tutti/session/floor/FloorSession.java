package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.SessionState;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Leader and ingress of one session in one hub, with a link without delay between them; the floor's thread only, but
 * for what says otherwise.
 */
final class FloorSession implements SessionFloor {
    private final FloorIngress ingress;
    private final FloorArbiter arbiter;
    private final FloorHistory history;
    private final ArrayDeque<FloorMessage> toLeader = new ArrayDeque<>();
    private final ArrayDeque<FloorDecision> toIngress = new ArrayDeque<>();
    private final Map<String, FloorHistory.Talk> talks = new HashMap<>();
    private SessionState state;
    private boolean changed = true;
    private volatile FloorView view = FloorView.EMPTY;

    FloorSession(SessionState state, FloorLoop.Setup setup, FloorPublisher clients) {
        this.state = state;
        history = setup.ports().history();
        var leader = new FloorArbiter.Setup(setup.epoch(), setup.times(), setup.limits(), FloorRules.SAFE);
        arbiter = new FloorArbiter(state, leader, toIngress::add);
        ingress = new FloorIngress(
                state, new FloorIngress.Setup(setup.bootId(), setup.times(), FloorRules.SAFE, toLeader::add, clients));
    }

    private SessionId id() {
        return state.id();
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public FloorIngress ingress() {
        return ingress;
    }

    @Override
    public FloorView view() {
        return view;
    }

    @Override
    public void configure(SessionState next, long nowNs) {
        if (next.sequence() < state.sequence()) {
            return;
        }
        state = next;
        ingress.configure(next, nowNs);
        pump(nowNs);
        arbiter.configure(next, nowNs);
        pump(nowNs);
        changed = true;
    }

    @Override
    public void revoke(FloorInput.Revoke revoke, long nowNs) {
        arbiter.revoke(revoke.by(), revoke.channelId(), nowNs);
        pump(nowNs);
    }

    @Override
    public void doWork(long nowNs) {
        ingress.doWork(nowNs);
        pump(nowNs);
        arbiter.doWork(nowNs);
        pump(nowNs);
        if (changed) {
            changed = false;
            view = arbiter.view();
        }
    }

    @Override
    public void timeJumped(long nowNs) {
        ingress.timeJumped();
        pump(nowNs);
    }

    @Override
    public boolean isQuiet() {
        return ingress.isQuiet() && arbiter.isQuiet();
    }

    @Override
    public void pump(long nowNs) {
        while (!toLeader.isEmpty() || !toIngress.isEmpty()) {
            for (FloorMessage message = toLeader.poll(); message != null; message = toLeader.poll()) {
                arbiter.handle(message, nowNs);
            }
            for (FloorDecision decision = toIngress.poll(); decision != null; decision = toIngress.poll()) {
                remember(decision);
                ingress.decided(decision, nowNs);
            }
        }
    }

    private void remember(FloorDecision decision) {
        switch (decision) {
            case FloorDecision.Taken taken -> {
                changed = true;
                var talk = new FloorHistory.Talk(
                        id(), taken.channelId(), taken.fence(), taken.userId(), taken.emergency());
                talks.put(taken.channelId().value(), talk);
                history.granted(talk);
            }
            case FloorDecision.Idle idle -> {
                changed = true;
                FloorHistory.Talk talk = talks.remove(idle.channelId().value());
                if (talk != null) {
                    history.released(talk, idle.talkMs(), idle.reason());
                }
            }
            case FloorDecision.Line _ -> changed = true;
            default -> {}
        }
    }
}
