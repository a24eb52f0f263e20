package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;

/** What the leader says, and what it changes at one ingress (rules F4, F5, F8); the ingress's thread only. */
final class IngressDecisions {
    private final SessionId sessionId;
    private final FloorHoldings here;

    IngressDecisions(SessionId sessionId, FloorHoldings here) {
        this.sessionId = sessionId;
        this.here = here;
    }

    /** Something the leader said. */
    void decided(FloorDecision decision, long nowNs) {
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
        ChannelFence channel = here.voices.fence(granted.channelId());
        HeldLease mine = here.leaseOf(granted.userId());
        if (mine != null && mine.fence.equals(granted.fence()) && isOf(mine, granted.channelId())) {
            return;
        }
        OpenRequest request = here.openOf(granted.userId(), granted.requestId());
        if (channel == null || !here.setup.rules().mayAccept(request != null, granted.fence(), channel.highest())) {
            // It will never be used here, so the leader need not wait for it to expire.
            here.tellLeader(new FloorMessage.Release(granted.channelId(), granted.fence()));
            return;
        }
        channel.lift(granted.fence());
        FloorAsk ask = request != null ? request.ask : unasked(granted);
        if (request != null) {
            here.answered(request);
        }
        long pressedAtNs = request != null && request.stage == OpenRequest.Stage.PENDING ? request.pressedAtNs : nowNs;
        var lease = new HeldLease(ask, granted.fence(), granted.talkLimitNs(), pressedAtNs, nowNs);
        lease.expiresAtNs = expiry(granted.sentAtNs(), nowNs);
        lease.renewedAtNs = granted.sentAtNs();
        if (!here.setup.rules().isLive(nowNs, lease.expiresAtNs)) {
            here.tellLeader(new FloorMessage.Release(granted.channelId(), granted.fence()));
            OpenRequest again = here.newRequest(ask.holding(true), nowNs);
            again.askedAtNs = request != null ? request.askedAtNs : nowNs;
            here.send(again);
            return;
        }
        here.hold(lease);
        here.say.granted(lease, nowNs);
    }

    /** Only for rules that are broken on purpose: a lease nobody here asked for. */
    private static FloorAsk unasked(FloorDecision.Granted granted) {
        return new FloorAsk(granted.userId(), granted.channelId(), 0, "", true, false, false, null);
    }

    private void renewed(FloorDecision.Renewed renewed, long nowNs) {
        for (HeldLease lease : here.leases()) {
            if (lease.fence.equals(renewed.fence()) && isOf(lease, renewed.channelId())) {
                long expiresAtNs = expiry(renewed.sentAtNs(), nowNs);
                if (expiresAtNs - lease.expiresAtNs > 0) {
                    lease.expiresAtNs = expiresAtNs;
                    here.setGate(lease.ask.userId());
                }
            }
        }
    }

    private void queued(FloorDecision.Queued queued) {
        OpenRequest request = here.openOf(queued.userId(), queued.requestId());
        if (request == null) {
            return;
        }
        boolean news = request.stage != OpenRequest.Stage.QUEUED || request.toldPosition != queued.position();
        interrupted(request);
        request.stage = OpenRequest.Stage.QUEUED;
        request.toldOfChange = false;
        request.toldPosition = queued.position();
        here.setGate(queued.userId());
        if (news) {
            here.say.queued(request.ask, queued);
        }
    }

    private void offered(FloorDecision.Offered offered) {
        OpenRequest request = here.openOf(offered.userId(), offered.requestId());
        if (request == null || request.stage == OpenRequest.Stage.OFFERED || request.holding) {
            return;
        }
        interrupted(request);
        request.stage = OpenRequest.Stage.OFFERED;
        request.toldOfChange = false;
        here.setGate(offered.userId());
        here.say.offered(request.ask, offered);
    }

    private void denied(FloorDecision.Denied denied) {
        OpenRequest request = here.openOf(denied.userId(), denied.requestId());
        if (request != null) {
            interrupted(request);
            here.answered(request);
            here.setGate(denied.userId());
            here.say.denied(request.ask, denied.reason());
        }
    }

    /** Talked under an epoch that is over, and somebody else talks now: only then the client hears of it (F10). */
    private void interrupted(OpenRequest request) {
        HeldLease lease = request.interrupted;
        request.interrupted = null;
        if (lease != null) {
            here.say.revoked(lease, RevokeReason.PREEMPTED, null);
        }
    }

    private void ending(FloorDecision.Ending ending) {
        HeldLease lease = here.leaseOf(ending.userId());
        if (lease != null && lease.fence.equals(ending.fence()) && isOf(lease, ending.channelId())) {
            here.say.ending(lease, ending.leftMs());
        }
    }

    private void revoked(FloorDecision.Revoke revoke) {
        HeldLease lease = here.leaseOf(revoke.userId());
        if (lease != null && lease.fence.equals(revoke.fence()) && isOf(lease, revoke.channelId())) {
            here.stop(lease, revoke.reason(), revoke.by());
            return;
        }
        // A grant of that fence that is still under way must not open the gate after this answer.
        ChannelFence channel = here.voices.fence(revoke.channelId());
        if (channel != null) {
            channel.lift(revoke.fence());
        }
        here.tellLeader(new FloorMessage.Release(revoke.channelId(), revoke.fence()));
    }

    private void taken(FloorDecision.Taken taken) {
        ChannelFence channel = here.voices.fence(taken.channelId());
        OpenRequest own = here.requestOf(taken.userId());
        boolean grantIsUnderWay = own != null && own.ask.channelId().equals(taken.channelId());
        if (channel != null && !grantIsUnderWay) {
            channel.lift(taken.fence());
        }
        publish(new FloorUpdate.Talk(taken.channelId(), taken.userId(), true, taken.priority(), taken.emergency(), 0));
    }

    private long expiry(long sentAtNs, long nowNs) {
        return here.setup.rules().leaseStartNs(sentAtNs, nowNs)
                + here.setup.times().leaseNs();
    }

    private static boolean isOf(HeldLease lease, ChannelId channelId) {
        return lease.ask.channelId().equals(channelId);
    }

    private void publish(FloorUpdate update) {
        here.setup.clients().toSession(sessionId, update);
    }
}
