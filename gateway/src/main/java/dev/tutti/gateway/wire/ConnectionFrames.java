package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.ErrorAnswer.ErrorBody;
import dev.tutti.gateway.wire.SessionMessages.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The life of one connection: how it starts, that it is alive, how its token stays fresh. */
public interface ConnectionFrames {
    sealed interface Server extends ServerPayload
            permits Snapshot, Resumed, ServerPing, ServerPong, AuthExpiring, AuthRefreshed, ErrorFrame {}

    sealed interface Client extends ClientPayload permits ClientPing, ClientPong, AuthRefresh {}

    /** The first frame when the cursor could be continued; {@code missed} durable frames follow. */
    @FrameType("resumed")
    record Resumed(int missed) implements Server {}

    /** Asks for a pong with the same {@code n}. */
    @FrameType("ping")
    record ServerPing(long n) implements Server {}

    @FrameType("pong")
    record ServerPong(@Nullable Long n) implements Server {}

    /** Refresh by REST, then send {@code auth.refresh}: the connection closes when the token expires. */
    @FrameType("auth.expiring")
    record AuthExpiring(Instant expiresAt) implements Server {}

    @FrameType("auth.refreshed")
    record AuthRefreshed(Instant expiresAt, boolean listenOnly) implements Server {}

    /** What was wrong with the client's frame of the same {@code id}; the connection goes on. */
    @FrameType("error")
    record ErrorFrame(ErrorBody error) implements Server {}

    @FrameType("ping")
    record ClientPing(@Nullable Long n) implements Client {}

    @FrameType("pong")
    record ClientPong(@Nullable Long n) implements Client {}

    @FrameType("auth.refresh")
    record AuthRefresh(@Limit(min = 1, max = 4096) String token) implements Client {}
}
