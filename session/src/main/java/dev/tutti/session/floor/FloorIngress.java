package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
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

    private final Setup setup;
    private final FloorHoldings here;
    private final IngressDecisions decisions;
    private final VoiceRights voices;
    private final AskerNotices say;
    private FloorRights rights;

    public FloorIngress(SessionState state, Setup setup) {
        this.setup = setup;
        here = new FloorHoldings(state, setup);
        decisions = new IngressDecisions(state.id(), here);
        say = here.say;
        voices = here.voices;
        rights = new FloorRights(state);
    }

    /** Any thread; the same gate for the same user. Its owner must then be {@link #refresh}ed once. */
    public FloorGate gate(UserId userId) {
        return voices.gate(userId);
    }

    /** Any thread; the same ear for the same user. Its owner must then be {@link #refresh}ed once. */
    public FloorEar ear(UserId userId) {
        return voices.ear(userId);
    }

    /** Any thread; null when there is no such channel. */
    public @Nullable ChannelFence channel(ChannelId channelId) {
        return voices.fence(channelId);
    }

    /** Sets gate and ear of a user whose voice or ear is new here. */
    public void refresh(UserId userId) {
        voices.refreshEar(userId);
        here.setGate(userId);
    }

    public void listen(UserId userId, Set<ChannelId> channels) {
        voices.choose(userId, channels);
        here.setGate(userId);
    }

    /** Expelling is done here first, then at the leader (F13). */
    public void configure(SessionState state, long nowNs) {
        rights = new FloorRights(state);
        voices.configure(state);
        for (HeldLease lease : here.leases()) {
            DenyReason refusal = rights.refusal(lease.ask.userId(), lease.ask.channelId());
            if (refusal == DenyReason.NOT_ADMITTED || refusal == DenyReason.NOT_ALLOWED) {
                here.stop(lease, RevokeReason.REMOVED, null);
            } else if (refusal != null) {
                here.stop(lease, RevokeReason.HOST, null);
            }
        }
        for (OpenRequest request : here.requests()) {
            DenyReason refusal = rights.refusal(request.ask.userId(), request.ask.channelId());
            if (refusal != null) {
                here.withdraw(request);
                say.denied(request.ask, refusal);
            }
        }
        voices.gates().forEach(gate -> here.setGate(gate.userId()));
    }

    public void ask(FloorAsk ask, long nowNs) {
        if (ask.listenOnly()) {
            say.denied(ask, DenyReason.LISTEN_ONLY);
            return;
        }
        HeldLease lease = here.leaseOf(ask.userId());
        if (lease != null) {
            if (lease.ask.isFrom(ask.connection(), ask.requestId())) {
                say.granted(lease, nowNs);
            } else {
                say.denied(ask, DenyReason.ALREADY_TALKING);
            }
            return;
        }
        OpenRequest before = here.requestOf(ask.userId());
        if (before != null && before.ask.isFrom(ask.connection(), ask.requestId())) {
            press(before, ask.holding(), nowNs);
            return;
        }
        if (before != null) {
            replace(before, ask.channelId());
        }
        here.send(here.newRequest(ask, nowNs));
    }

    /** Another request of the same person: in the same channel the leader keeps the place in line. */
    private void replace(OpenRequest before, ChannelId channelId) {
        here.answered(before);
        if (!before.ask.channelId().equals(channelId)) {
            here.tellLeader(new FloorMessage.Cancel(before.ask.channelId(), before.ask.userId(), before.id));
        }
        say.released(before.ask);
    }

    /** The button of a request in line went down or up. */
    public void hold(long connection, String requestId, boolean holding, long nowNs) {
        OpenRequest request = here.find(connection, requestId);
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
        here.send(request);
    }

    /** The talker's client is alive. */
    public void renew(long connection, String leaseId, long nowNs) {
        for (HeldLease lease : here.leases()) {
            if (lease.ask.connection() == connection && lease.leaseId().equals(leaseId)) {
                lease.heardAtNs = nowNs;
            }
        }
    }

    /** Ends a lease, or leaves the line; either name will do, and something that is over already is no fault. */
    public void release(long connection, @Nullable String leaseId, @Nullable String requestId) {
        for (HeldLease lease : here.leases()) {
            boolean meant = lease.leaseId().equals(leaseId)
                    || (requestId != null && lease.ask.requestId().equals(requestId));
            if (meant && lease.ask.connection() == connection) {
                here.letGo(lease);
                say.released(lease);
            }
        }
        OpenRequest request = requestId == null ? continuing(connection, leaseId) : here.find(connection, requestId);
        if (request != null) {
            here.withdraw(request);
            if (request.interrupted != null) {
                say.released(request.interrupted);
            } else {
                say.released(request.ask);
            }
        }
    }

    /** The request that continues a lease which its client believes in still. */
    private @Nullable OpenRequest continuing(long connection, @Nullable String leaseId) {
        for (OpenRequest request : here.requests()) {
            HeldLease lease = request.interrupted;
            if (lease != null
                    && request.ask.connection() == connection
                    && lease.leaseId().equals(leaseId)) {
                return request;
            }
        }
        return null;
    }

    /** The client's connection is gone: nobody is there to talk or to wait. */
    public void disconnected(long connection) {
        here.leases().stream()
                .filter(lease -> lease.ask.connection() == connection)
                .toList()
                .forEach(here::letGo);
        here.requests().stream()
                .filter(request -> request.ask.connection() == connection)
                .toList()
                .forEach(here::withdraw);
    }

    /**
     * F2, F3: this epoch is the highest now. Leases of lower ones are void; who talks under one asks again at once, and
     * meanwhile his voice is held.
     */
    public void adopt(Epoch epoch, long nowNs) {
        if (!setup.rules().adoptingVoidsLeases()) {
            return;
        }
        if (setup.rules().adoptingLiftsFences()) {
            voices.lift(epoch.fence(0));
        }
        leaderChanges();
        for (HeldLease lease : here.leases()) {
            OpenRequest again = here.newRequest(lease.ask.holding(true), nowNs);
            again.interrupted = lease;
            again.askedAtNs = lease.heldSinceNs;
            here.interrupt(lease, again);
        }
    }

    /** The leader is gone, or another one is here: who waits is told so, once, and then where the next leader puts him. */
    public void leaderChanges() {
        for (OpenRequest request : here.requests()) {
            boolean waits = request.interrupted == null && request.stage != OpenRequest.Stage.OFFERED;
            if (waits && !request.toldOfChange) {
                request.toldOfChange = true;
                request.toldPosition = 0;
                say.changing(request.ask);
            }
        }
    }

    /** For the leader of the epoch that was adopted. */
    public FloorReport report(long nowNs) {
        var voided = new ArrayList<FloorReport.Held>();
        var pending = new ArrayList<FloorReport.Pending>();
        for (OpenRequest request : here.requests()) {
            FloorAsk ask = request.ask;
            long ageNs = nowNs - request.askedAtNs;
            if (request.interrupted != null) {
                voided.add(new FloorReport.Held(ask.channelId(), ask.userId(), request.interrupted.fence));
            }
            pending.add(new FloorReport.Pending(
                    ask.channelId(), ask.userId(), request.id, ageNs, request.holding, ask.emergency()));
        }
        return new FloorReport(nowNs, voided, pending);
    }

    /** F12: whether voice of another node under that fence goes on from here. */
    public boolean admits(ChannelId channelId, Fence fence) {
        ChannelFence channel = voices.fence(channelId);
        if (channel == null || !setup.rules().passes(fence, channel.highest())) {
            return false;
        }
        channel.lift(fence);
        return true;
    }

    /** F6: asked once more when it is played, after it has waited in a buffer. */
    public boolean plays(ChannelId channelId, Fence fence) {
        return !setup.rules().comparesAtPlayout() || admits(channelId, fence);
    }

    /** Something the leader said. */
    public void decided(FloorDecision decision, long nowNs) {
        decisions.decided(decision, nowNs);
    }

    /** Renews, sends open requests again, lets go of what has expired or fallen silent. */
    public void doWork(long nowNs) {
        for (HeldLease lease : here.leases()) {
            if (!setup.rules().isLive(nowNs, lease.expiresAtNs)) {
                here.stop(lease, RevokeReason.EXPIRED, null);
            } else if (isSilent(lease, nowNs)) {
                here.letGo(lease);
                say.released(lease);
            } else if (nowNs - lease.renewedAtNs >= setup.times().renewNs()) {
                lease.renewedAtNs = nowNs;
                here.tellLeader(new FloorMessage.Renew(lease.ask.channelId(), lease.fence, nowNs));
            }
        }
        for (OpenRequest request : here.requests()) {
            if (nowNs - request.sentAtNs >= setup.times().renewNs()) {
                request.sentAtNs = nowNs;
                here.tellLeader(request.message());
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
            here.leases().forEach(lease -> here.stop(lease, RevokeReason.EXPIRED, null));
        }
        if (setup.rules().gapVoidsRequests()) {
            for (OpenRequest request : here.requests()) {
                here.withdraw(request);
                say.denied(request.ask, DenyReason.VOID);
            }
        }
    }

    /** Whether nothing here needs {@link #doWork}. */
    public boolean isQuiet() {
        return here.isQuiet();
    }
}
