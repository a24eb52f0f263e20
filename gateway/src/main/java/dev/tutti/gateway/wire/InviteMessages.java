package dev.tutti.gateway.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links that let somebody in with a role. */
public interface InviteMessages {
    record InviteRequest(
            @Nullable @Limit(min = 1, max = 32) String role,
            @Nullable @Limit(min = 60, max = 2_592_000) Long expiresInS,
            @Nullable @Limit(min = 1, max = 1000) Integer uses) {}

    /** @param uses how often it can still be used */
    record InviteView(String code, String url, @Nullable String role, Instant expiresAt, int uses) {}

    record InviteListAnswer(List<InviteView> invites) {}
}
