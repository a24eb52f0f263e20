package dev.tutti.gateway.events;

import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.Peer;
import dev.tutti.gateway.sessions.SessionDoor.Entrant;
import dev.tutti.session.Cursor;
import dev.tutti.session.core.SessionWriter;
import org.jspecify.annotations.Nullable;

/** What was checked before the upgrade. */
record Handshake(Entrant entrant, @Nullable Cursor cursor) {
    AccessToken token() {
        return entrant.token();
    }

    SessionWriter session() {
        return entrant.session();
    }

    Peer peer() {
        return entrant.peer();
    }

    String requestId() {
        return entrant.requestId();
    }
}
