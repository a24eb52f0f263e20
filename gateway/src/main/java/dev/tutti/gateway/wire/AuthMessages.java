package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SessionMessages.SessionBrief;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Getting in: what a code is exchanged for, and how a token stays fresh. */
public interface AuthMessages {
    /** What let somebody in. */
    enum Grant {
        OWNER,
        INVITE,
        CODE,
        DISCOVERED
    }

    /**
     * {@code code} is an owner link's, an invite's or a session's; without one, a session open to this network.
     *
     * @param refreshToken what this device held last: who comes again is the same person, with nothing but that
     */
    record ExchangeRequest(
            @Nullable @Limit(min = 1, max = 128) String code,
            @Nullable @Limit(min = 1, max = 64) String sessionId,
            @Nullable @Limit(max = 64) String name,
            @Nullable @Limit(min = 1, max = 512) String refreshToken) {}

    /** @param accessToken the one that came with it, which may have ended: another node of the hub knows the pair by it */
    record RefreshRequest(
            @Limit(min = 1, max = 512) String refreshToken,
            @Nullable @Limit(min = 1, max = 4096) String accessToken) {}

    record UserView(String id, String name) {}

    /**
     * Tokens and whom they are for.
     *
     * @param listenOnly the page came over plain HTTP from another machine: these tokens never carry talk rights
     */
    record AuthAnswer(
            String token,
            Instant expiresAt,
            String refreshToken,
            UserView user,
            @Nullable SessionBrief session,
            Grant grant,
            boolean listenOnly) {}
}
