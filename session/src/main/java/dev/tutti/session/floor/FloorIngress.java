package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.SessionState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The side of the floor where a session's clients are attached: keeps their open requests and leases and sets their
 * gates. Pure and single-threaded but for {@link #gate} and {@link #ear}, which any thread may ask for.
 */
public final class FloorIngress {
    /** What an ingress is made of; the boot id is new at every start. */
    public record Setup(
            long bootId, FloorTimes times, FloorRules rules, Consumer<FloorMessage> leader, FloorPublisher clients) {}

    private static final int MUTE_PATIENCE = 10;

    private final SessionId sessionId;
    private final Setup setup;
    private final VoiceRights voices;
    private final AskerNotices say;
    /** A person wants one floor at a time in a session, and has one. */
    private final Map<UserId, OpenRequest> open = new LinkedHashMap<>();

    private final Map<UserId, HeldLease> held = new LinkedHashMap<>();
    private FloorRights rights;
    private long counter;

    public FloorIngress(SessionState state, Setup setup) {
        this.setup = setup;
        sessionId = state.id();
        say = new AskerNotices(sessionId, setup.clients());
        rights = new FloorRights(state);
        voices = new VoiceRights(state, setup.rules());
    }

    /** Any thread; the same gate for the same user. Its owner must then be {@link #refresh}ed once. */
    public FloorGate gate(UserId userId) {
        return voices.gate(userId);
    }

    /** Any thread; the same ear for the same user. Its owner must then be {@link #refresh}ed once. */
    public FloorEar ear(UserId userId) {
        return voices.ear(userId);
    }

    /** Sets gate and ear of a user whose voice or ear is new here. */
    public void refresh(UserId userId) {
        voices.refreshEar(userId);
        setGate(userId);
    }

    public void listen(UserId userId, Set<ChannelId> channels) {
        voices.choose(userId, channels);
        setGate(userId);
    }

    /** Expelling is done here first, then at the leader (F13). */
    public void configure(SessionState state, long nowNs) {
        rights = new FloorRights(state);
        voices.configure(state);
        for (HeldLease lease : List.copyOf(held.values())) {
            DenyReason refusal = rights.refusal(lease.ask.userId(), lease.ask.channelId());
            if (refusal == DenyReason.NOT_ADMITTED || refusal == DenyReason.NOT_ALLOWED) {
                stop(lease, RevokeReason.REMOVED, null);
            } else if (refusal != null) {
                stop(lease, RevokeReason.HOST, null);
            }
        }
        for (OpenRequest request : List.copyOf(open.values())) {
            DenyReason refusal = rights.refusal(request.ask.userId(), request.ask.channelId());
            if (refusal != null) {
                withdraw(request);
                say.denied(request.ask, refusal);
            }
        }
        voices.gates().forEach(gate -> setGate(gate.userId()));
    }

    public void ask(FloorAsk ask, long nowNs) {
        if (ask.listenOnly()) {
            say.denied(ask, DenyReason.LISTEN_ONLY);
            return;
        }
        HeldLease lease = held.get(ask.userId());
        if (lease != null) {
            if (lease.ask.isFrom(ask.connection(), ask.requestId())) {
                say.granted(lease, nowNs);
            } else {
                say.denied(ask, DenyReason.ALREADY_TALKING);
            }
            return;
        }
        OpenRequest before = open.get(ask.userId());
        if (before != null && before.ask.isFrom(ask.connection(), ask.requestId())) {
            press(before, ask.holding(), nowNs);
            return;
        }
        if (before != null) {
            replace(before, ask.channelId());
        }
        send(new OpenRequest(new RequestId(setup.bootId(), ++counter), ask, nowNs));
    }

    /** Another request of the same person: in the same channel the leader keeps the place in line. */
    private void replace(OpenRequest before, ChannelId channelId) {
        open.remove(before.ask.userId());
        if (!before.ask.channelId().equals(channelId)) {
            tellLeader(new FloorMessage.Cancel(before.ask.channelId(), before.ask.userId(), before.id));
        }
        say.released(before.ask);
    }

    /** The button of a request in line went down or up. */
    public void hold(long connection, String requestId, boolean holding, long nowNs) {
        OpenRequest request = find(connection, requestId);
        if (request != null) {
            press(request, holding, nowNs);
        }
    }

    private void press(OpenRequest request, boolean holding, long nowNs) {
        if (holding && !request.holding) {
            request.pressedAtNs = nowNs;
        }
        request.holding = holding;
        request.sentAtNs = nowNs;
        if (request.stage == OpenRequest.Stage.OFFERED && holding) {
            request.stage = OpenRequest.Stage.PENDING;
        }
        send(request);
    }

    private void send(OpenRequest request) {
        open.put(request.ask.userId(), request);
        setGate(request.ask.userId());
        tellLeader(request.message());
    }

    /** The talker's client is alive. */
    public void renew(long connection, String leaseId, long nowNs) {
        for (HeldLease lease : held.values()) {
            if (lease.ask.connection() == connection && lease.leaseId().equals(leaseId)) {
                lease.heardAtNs = nowNs;
            }
        }
    }

    /** Ends a lease, or leaves the line; either name will do, and something that is over already is no fault. */
    public void release(long connection, @Nullable String leaseId, @Nullable String requestId) {
        for (HeldLease lease : List.copyOf(held.values())) {
            boolean meant = lease.leaseId().equals(leaseId)
                    || (requestId != null && lease.ask.requestId().equals(requestId));
            if (meant && lease.ask.connection() == connection) {
                letGo(lease);
                say.released(lease);
            }
        }
        OpenRequest request = requestId == null ? null : find(connection, requestId);
        if (request != null) {
            withdraw(request);
            say.released(request.ask);
        }
    }

    /** The client's connection is gone: nobody is there to talk or to wait. */
    public void disconnected(long connection) {
        held.values().stream()
                .filter(lease -> lease.ask.connection() == connection)
                .toList()
                .forEach(this::letGo);
        open.values().stream()
                .filter(request -> request.ask.connection() == connection)
                .toList()
                .forEach(this::withdraw);
    }

    /** Something the leader said. */
    public void decided(FloorDecision decision, long nowNs) {
        switch (decision) {
            case FloorDecision.Granted granted -> granted(granted, nowNs);
            case FloorDecision.Renewed renewed -> renewed(renewed, nowNs);
            case FloorDecision.Queued queued -> queued(queued);
            case FloorDecision.Offered offered -> offered(offered);
            case FloorDecision.Denied denied -> denied(denied);
            case FloorDecision.Ending ending -> ending(ending);
            case FloorDecision.Revoke revoke -> revoked(revoke);
            case FloorDecision.Taken taken -> taken(taken);
            case FloorDecision.Idle idle ->
                publish(new FloorUpdate.Talk(idle.channelId(), idle.userId(), false, false, false, idle.talkMs()));
            case FloorDecision.Line line -> publish(new FloorUpdate.Line(line.channelId(), line.waiting()));
        }
    }

    private void granted(FloorDecision.Granted granted, long nowNs) {
        ChannelFence channel = voices.fence(granted.channelId());
        HeldLease mine = held.get(granted.userId());
        if (mine != null && mine.fence.equals(granted.fence()) && isOf(mine, granted.channelId())) {
            return;
        }
        OpenRequest request = openOf(granted.userId(), granted.requestId());
        if (channel == null || !setup.rules().mayAccept(request != null, granted.fence(), channel.highest())) {
            // It will never be used here, so the leader need not wait for it to expire.
            tellLeader(new FloorMessage.Release(granted.channelId(), granted.fence()));
            return;
        }
        channel.lift(granted.fence());
        FloorAsk ask = request != null ? request.ask : unasked(granted);
        open.remove(granted.userId(), request);
        long pressedAtNs = request != null && request.stage == OpenRequest.Stage.PENDING ? request.pressedAtNs : nowNs;
        var lease = new HeldLease(ask, granted.fence(), granted.talkLimitNs(), pressedAtNs, nowNs);
        lease.expiresAtNs = expiry(granted.sentAtNs(), nowNs);
        lease.renewedAtNs = granted.sentAtNs();
        if (!setup.rules().isLive(nowNs, lease.expiresAtNs)) {
            tellLeader(new FloorMessage.Release(granted.channelId(), granted.fence()));
            send(new OpenRequest(new RequestId(setup.bootId(), ++counter), ask.holding(true), nowNs));
            return;
        }
        held.put(granted.userId(), lease);
        setGate(granted.userId());
        say.granted(lease, nowNs);
    }

    /** Only for rules that are broken on purpose: a lease nobody here asked for. */
    private static FloorAsk unasked(FloorDecision.Granted granted) {
        return new FloorAsk(granted.userId(), granted.channelId(), 0, "", true, false, false, null);
    }

    private void renewed(FloorDecision.Renewed renewed, long nowNs) {
        for (HeldLease lease : held.values()) {
            if (lease.fence.equals(renewed.fence()) && isOf(lease, renewed.channelId())) {
                long expiresAtNs = expiry(renewed.sentAtNs(), nowNs);
                if (expiresAtNs - lease.expiresAtNs > 0) {
                    lease.expiresAtNs = expiresAtNs;
                    setGate(lease.ask.userId());
                }
            }
        }
    }

    private void queued(FloorDecision.Queued queued) {
        OpenRequest request = openOf(queued.userId(), queued.requestId());
        if (request == null) {
            return;
        }
        boolean news = request.stage != OpenRequest.Stage.QUEUED || request.toldPosition != queued.position();
        request.stage = OpenRequest.Stage.QUEUED;
        request.toldPosition = queued.position();
        setGate(queued.userId());
        if (news) {
            say.queued(request.ask, queued);
        }
    }

    private void offered(FloorDecision.Offered offered) {
        OpenRequest request = openOf(offered.userId(), offered.requestId());
        if (request == null || request.stage == OpenRequest.Stage.OFFERED || request.holding) {
            return;
        }
        request.stage = OpenRequest.Stage.OFFERED;
        setGate(offered.userId());
        say.offered(request.ask, offered);
    }

    private void denied(FloorDecision.Denied denied) {
        OpenRequest request = openOf(denied.userId(), denied.requestId());
        if (request != null) {
            open.remove(denied.userId());
            setGate(denied.userId());
            say.denied(request.ask, denied.reason());
        }
    }

    private void ending(FloorDecision.Ending ending) {
        HeldLease lease = held.get(ending.userId());
        if (lease != null && lease.fence.equals(ending.fence()) && isOf(lease, ending.channelId())) {
            say.ending(lease, ending.leftMs());
        }
    }

    private void revoked(FloorDecision.Revoke revoke) {
        HeldLease lease = held.get(revoke.userId());
        if (lease != null && lease.fence.equals(revoke.fence()) && isOf(lease, revoke.channelId())) {
            stop(lease, revoke.reason(), revoke.by());
            return;
        }
        // A grant of that fence that is still under way must not open the gate after this answer.
        ChannelFence channel = voices.fence(revoke.channelId());
        if (channel != null) {
            channel.lift(revoke.fence());
        }
        tellLeader(new FloorMessage.Release(revoke.channelId(), revoke.fence()));
    }

    private void taken(FloorDecision.Taken taken) {
        ChannelFence channel = voices.fence(taken.channelId());
        OpenRequest own = open.get(taken.userId());
        boolean grantIsUnderWay = own != null && own.ask.channelId().equals(taken.channelId());
        if (channel != null && !grantIsUnderWay) {
            channel.lift(taken.fence());
        }
        publish(new FloorUpdate.Talk(taken.channelId(), taken.userId(), true, taken.priority(), taken.emergency(), 0));
    }

    /** Renews, sends open requests again, lets go of what has expired or fallen silent. */
    public void doWork(long nowNs) {
        for (HeldLease lease : List.copyOf(held.values())) {
            if (!setup.rules().isLive(nowNs, lease.expiresAtNs)) {
                stop(lease, RevokeReason.EXPIRED, null);
            } else if (isSilent(lease, nowNs)) {
                letGo(lease);
                say.released(lease);
            } else if (nowNs - lease.renewedAtNs >= setup.times().renewNs()) {
                lease.renewedAtNs = nowNs;
                tellLeader(new FloorMessage.Renew(lease.ask.channelId(), lease.fence, nowNs));
            }
        }
        for (OpenRequest request : List.copyOf(open.values())) {
            if (nowNs - request.sentAtNs >= setup.times().renewNs()) {
                request.sentAtNs = nowNs;
                tellLeader(request.message());
            }
        }
    }

    /** Neither the client's messages nor its voice were heard for too long. */
    private boolean isSilent(HeldLease lease, long nowNs) {
        long voiceAtNs = voices.gate(lease.ask.userId()).lastVoiceNs();
        boolean wasHeard = voiceAtNs != FloorGate.NEVER && voiceAtNs - lease.heldSinceNs >= 0;
        long lastNs = wasHeard && voiceAtNs - lease.heardAtNs > 0 ? voiceAtNs : lease.heardAtNs;
        long limitNs = wasHeard ? setup.times().silenceNs() : setup.times().leaseNs();
        // Who cannot renew is believed longer: its transport notices when it is gone.
        return nowNs - lastNs >= (lease.ask.isMuteOnly() ? MUTE_PATIENCE * limitNs : limitNs);
    }

    /** Time jumped: nothing that was timed before may be used (F7). */
    public void timeJumped() {
        if (setup.rules().gapVoidsLeases()) {
            List.copyOf(held.values()).forEach(lease -> stop(lease, RevokeReason.EXPIRED, null));
        }
        if (setup.rules().gapVoidsRequests()) {
            for (OpenRequest request : List.copyOf(open.values())) {
                withdraw(request);
                say.denied(request.ask, DenyReason.VOID);
            }
        }
    }

    /** Whether nothing here needs {@link #doWork}. */
    public boolean isQuiet() {
        return open.isEmpty() && held.isEmpty();
    }

    private long expiry(long sentAtNs, long nowNs) {
        return setup.rules().leaseStartNs(sentAtNs, nowNs) + setup.times().leaseNs();
    }

    private void stop(HeldLease lease, RevokeReason reason, @Nullable UserId by) {
        letGo(lease);
        say.revoked(lease, reason, by);
    }

    /** Shuts the gate first, and then says so. */
    private void letGo(HeldLease lease) {
        held.remove(lease.ask.userId());
        setGate(lease.ask.userId());
        tellLeader(new FloorMessage.Release(lease.ask.channelId(), lease.fence));
    }

    private void withdraw(OpenRequest request) {
        open.remove(request.ask.userId());
        setGate(request.ask.userId());
        tellLeader(new FloorMessage.Cancel(request.ask.channelId(), request.ask.userId(), request.id));
    }

    private void setGate(UserId userId) {
        voices.set(userId, held.get(userId), open.get(userId), setup.times().holdNs());
    }

    private @Nullable OpenRequest openOf(UserId userId, RequestId id) {
        OpenRequest request = open.get(userId);
        return request != null && request.id.equals(id) ? request : null;
    }

    private @Nullable OpenRequest find(long connection, String requestId) {
        for (OpenRequest request : open.values()) {
            if (request.ask.isFrom(connection, requestId)) {
                return request;
            }
        }
        return null;
    }

    private static boolean isOf(HeldLease lease, ChannelId channelId) {
        return lease.ask.channelId().equals(channelId);
    }

    private void publish(FloorUpdate update) {
        setup.clients().toSession(sessionId, update);
    }

    private void tellLeader(FloorMessage message) {
        setup.leader().accept(message);
    }
}
