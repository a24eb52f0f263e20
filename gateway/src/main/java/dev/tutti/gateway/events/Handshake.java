package dev.tutti.gateway.events;

import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.Peer;
import dev.tutti.session.Cursor;
import dev.tutti.session.core.SessionWriter;
import org.jspecify.annotations.Nullable;

/** What was checked before the upgrade. */
record Handshake(
        AccessToken token, SessionWriter session, @Nullable Cursor cursor, Peer peer, String requestId) {
    boolean listenOnly() {
        return token.listenOnly() || peer.listenOnly();
    }
}
