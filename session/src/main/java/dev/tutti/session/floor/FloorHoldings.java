package dev.tutti.session.floor;

import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.SessionState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked for and held at one ingress, and the gates that follow from it; the ingress's thread only. */
final class FloorHoldings {
    final FloorIngress.Setup setup;
    final VoiceRights voices;
    final AskerNotices say;
    /** A person wants one floor at a time in a session, and has one. */
    private final Map<UserId, OpenRequest> open = new LinkedHashMap<>();

    private final Map<UserId, HeldLease> held = new LinkedHashMap<>();
    private long counter;

    FloorHoldings(SessionState state, FloorIngress.Setup setup) {
        this.setup = setup;
        say = new AskerNotices(state.id(), setup.clients());
        voices = new VoiceRights(state, setup.rules());
    }

    /** A copy: what is done with each may change the set. */
    List<OpenRequest> requests() {
        return List.copyOf(open.values());
    }

    /** A copy. */
    List<HeldLease> leases() {
        return List.copyOf(held.values());
    }

    @Nullable OpenRequest requestOf(UserId userId) {
        return open.get(userId);
    }

    @Nullable HeldLease leaseOf(UserId userId) {
        return held.get(userId);
    }

    boolean isQuiet() {
        return open.isEmpty() && held.isEmpty();
    }

    OpenRequest newRequest(FloorAsk ask, long nowNs) {
        return new OpenRequest(new RequestId(setup.bootId(), ++counter), ask, nowNs);
    }

    /** Somebody's lease is over, and this request takes its place, not yet sent. */
    void interrupt(HeldLease lease, OpenRequest again) {
        held.remove(lease.ask.userId());
        open.put(again.ask.userId(), again);
        setGate(again.ask.userId());
    }

    void hold(HeldLease lease) {
        held.put(lease.ask.userId(), lease);
        setGate(lease.ask.userId());
    }

    /** The request is answered; its gate is set by what follows. */
    void answered(OpenRequest request) {
        open.remove(request.ask.userId(), request);
    }

    void send(OpenRequest request) {
        open.put(request.ask.userId(), request);
        setGate(request.ask.userId());
        tellLeader(request.message());
    }

    void stop(HeldLease lease, RevokeReason reason, @Nullable UserId by) {
        letGo(lease);
        say.revoked(lease, reason, by);
    }

    /** Shuts the gate first, and then says so. */
    void letGo(HeldLease lease) {
        held.remove(lease.ask.userId());
        setGate(lease.ask.userId());
        tellLeader(new FloorMessage.Release(lease.ask.channelId(), lease.fence));
    }

    void withdraw(OpenRequest request) {
        open.remove(request.ask.userId());
        setGate(request.ask.userId());
        tellLeader(new FloorMessage.Cancel(request.ask.channelId(), request.ask.userId(), request.id));
    }

    void setGate(UserId userId) {
        voices.set(userId, held.get(userId), open.get(userId), setup.times().holdNs());
    }

    @Nullable OpenRequest openOf(UserId userId, RequestId id) {
        OpenRequest request = open.get(userId);
        return request != null && request.id.equals(id) ? request : null;
    }

    @Nullable OpenRequest find(long connection, String requestId) {
        for (OpenRequest request : open.values()) {
            if (request.ask.isFrom(connection, requestId)) {
                return request;
            }
        }
        return null;
    }

    void tellLeader(FloorMessage message) {
        setup.leader().accept(message);
    }
}
