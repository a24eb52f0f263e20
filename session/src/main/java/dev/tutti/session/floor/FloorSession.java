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
final class FloorSession {
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

    SessionId id() {
        return state.id();
    }

    SessionState state() {
        return state;
    }

    /** Any thread may take gates and ears from it; the rest is the floor's. */
    FloorIngress ingress() {
        return ingress;
    }

    /** Any thread. */
    FloorView view() {
        return view;
    }

    void configure(SessionState next, long nowNs) {
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

    void revoke(FloorInput.Revoke revoke, long nowNs) {
        arbiter.revoke(revoke.by(), revoke.channelId(), nowNs);
        pump(nowNs);
    }

    void doWork(long nowNs) {
        ingress.doWork(nowNs);
        pump(nowNs);
        arbiter.doWork(nowNs);
        pump(nowNs);
        if (changed) {
            changed = false;
            view = arbiter.view();
        }
    }

    void timeJumped(long nowNs) {
        ingress.timeJumped();
        pump(nowNs);
    }

    boolean isQuiet() {
        return ingress.isQuiet() && arbiter.isQuiet();
    }

    /** Carries messages until both sides are silent. */
    void pump(long nowNs) {
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
