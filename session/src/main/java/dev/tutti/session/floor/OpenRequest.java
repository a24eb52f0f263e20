package dev.tutti.session.floor;

import dev.tutti.foundation.RequestId;
import org.jspecify.annotations.Nullable;

/** A request that was sent and not answered for good; the ingress's thread only. */
final class OpenRequest {
    final RequestId id;
    final FloorAsk ask;
    boolean holding;
    long sentAtNs;
    /** When it was made, by which lines are rebuilt (F11). */
    long askedAtNs;
    /** The lease that this request continues, as long as its client does not know that it is gone. */
    @Nullable HeldLease interrupted;
    /** Since when voice may be held for it. */
    long pressedAtNs;

    Stage stage = Stage.PENDING;
    int toldPosition;
    /** Its client knows that the leader changes, and not yet what the next one says. */
    boolean toldOfChange;

    /** Where it stands. */
    enum Stage {
        /** Under way: voice is held. */
        PENDING,
        /** In line: voice is dropped. */
        QUEUED,
        /** Its turn, if it presses. */
        OFFERED
    }

    OpenRequest(RequestId id, FloorAsk ask, long nowNs) {
        this.id = id;
        this.ask = ask;
        holding = ask.holding();
        sentAtNs = nowNs;
        pressedAtNs = nowNs;
        askedAtNs = nowNs;
    }

    FloorMessage.Request message() {
        return new FloorMessage.Request(ask.channelId(), ask.userId(), id, sentAtNs, holding, ask.emergency());
    }
}
