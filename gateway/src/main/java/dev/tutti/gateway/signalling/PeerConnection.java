package dev.tutti.gateway.signalling;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.sessions.SessionDoor.Entrant;
import dev.tutti.gateway.socket.ClientClock;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.gateway.wire.PeerFrames;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;

/** One of 003's clients on its signalling socket. */
final class PeerConnection implements PeerLink {
    private final Entrant entrant;
    private final Outbox outbox;
    private final ClientClock clock;
    private final FlatFrames codec;

    PeerConnection(Entrant entrant, Outbox outbox, ClientClock clock, FlatFrames codec) {
        this.entrant = entrant;
        this.outbox = outbox;
        this.clock = clock;
        this.codec = codec;
    }

    @Override
    public SessionId sessionId() {
        return entrant.session().id();
    }

    @Override
    public UserId userId() {
        return entrant.token().userId();
    }

    Entrant entrant() {
        return entrant;
    }

    ClientClock clock() {
        return clock;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean isAdmitted() {
        SessionState state = entrant.session().state();
        return !state.isEnded()
                && state.roster().find(userId()).filter(Participant::isAdmitted).isPresent();
    }

    @Override
    public void tell(PeerFrames.Server frame) {
        outbox.offer(codec.write(frame));
    }

    @Override
    public void tellList(PeerFrames.PeerList list) {
        outbox.offerLatest("peers", codec.write(list));
    }

    void close(CloseCode code) {
        outbox.closeAfter(code.code(), code.name());
    }
}
