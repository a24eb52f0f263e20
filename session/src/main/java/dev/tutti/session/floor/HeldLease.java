package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;

/** A lease this ingress forwards under; the ingress's thread only. */
final class HeldLease {
    final FloorAsk ask;
    final Fence fence;
    final long talkLimitNs;
    final long heldSinceNs;
    long expiresAtNs;
    long renewedAtNs;
    /** When its client was last heard of by message. */
    long heardAtNs;

    HeldLease(FloorAsk ask, Fence fence, long talkLimitNs, long heldSinceNs, long nowNs) {
        this.ask = ask;
        this.fence = fence;
        this.talkLimitNs = talkLimitNs;
        this.heldSinceNs = heldSinceNs;
        heardAtNs = nowNs;
    }

    /** Unique in the session, opaque outside. */
    String leaseId() {
        return ask.channelId().value() + "/" + fence.text();
    }
}
