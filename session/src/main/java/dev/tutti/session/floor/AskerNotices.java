package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says to the askers' own connections what became of their requests and leases; the ingress's thread only. */
final class AskerNotices {
    private final SessionId sessionId;
    private final FloorPublisher clients;

    AskerNotices(SessionId sessionId, FloorPublisher clients) {
        this.sessionId = sessionId;
        this.clients = clients;
    }

    void granted(HeldLease lease, long nowNs) {
        tell(
                lease.ask,
                new FloorNotice.Granted(
                        lease.ask.requestId(),
                        lease.ask.channelId(),
                        lease.leaseId(),
                        lease.fence.text(),
                        TimeUnit.NANOSECONDS.toMillis(lease.expiresAtNs - nowNs),
                        TimeUnit.NANOSECONDS.toMillis(lease.talkLimitNs)));
    }

    void queued(FloorAsk ask, FloorDecision.Queued queued) {
        tell(
                ask,
                new FloorNotice.Queued(
                        ask.requestId(), queued.channelId(), queued.position(), queued.of(), queued.waitMs()));
    }

    void changing(FloorAsk ask) {
        tell(ask, new FloorNotice.Changing(ask.requestId(), ask.channelId()));
    }

    void offered(FloorAsk ask, FloorDecision.Offered offered) {
        long expiresInMs = TimeUnit.NANOSECONDS.toMillis(offered.expiresInNs());
        tell(ask, new FloorNotice.Offered(ask.requestId(), offered.channelId(), expiresInMs));
    }

    void denied(FloorAsk ask, DenyReason reason) {
        tell(ask, new FloorNotice.Denied(ask.requestId(), ask.channelId(), reason));
    }

    void ending(HeldLease lease, long leftMs) {
        tell(lease.ask, new FloorNotice.Ending(lease.leaseId(), leftMs));
    }

    void revoked(HeldLease lease, RevokeReason reason, @Nullable UserId by) {
        tell(lease.ask, new FloorNotice.Revoked(lease.leaseId(), reason, by));
    }

    void released(HeldLease lease) {
        tell(lease.ask, new FloorNotice.Released(lease.ask.requestId(), lease.leaseId()));
    }

    /** A place in line was given up. */
    void released(FloorAsk ask) {
        tell(ask, new FloorNotice.Released(ask.requestId(), null));
    }

    private void tell(FloorAsk ask, FloorNotice notice) {
        clients.toAsker(sessionId, ask.connection(), notice);
    }
}
