package dev.tutti.gateway.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The people of a session: joining, being let in, roles. */
public interface ParticipantMessages {
    /** Whether somebody can be reached: a page in front, a page in the background, no connection. */
    enum PresenceState {
        HERE,
        AWAY,
        GONE
    }

    /** Whether the host has let somebody in. */
    enum JoinStatus {
        WAITING,
        ADMITTED
    }

    record JoinRequest(@Nullable @Limit(min = 1, max = 64) String name) {}

    /** @param token replaces the one used to join: it knows the role */
    record JoinAnswer(
            JoinStatus status, ParticipantView participant, String token, Instant expiresAt, String refreshToken) {}

    record ApproveRequest(
            @Nullable @Limit(min = 1, max = 32) String role) {}

    record RoleRequest(@Limit(min = 1, max = 32) String role) {}

    record ParticipantAnswer(ParticipantView participant) {}

    /** @param muted the page or SDK has its microphone off; in a floor channel that is the normal state */
    record ParticipantView(String userId, String name, String role, PresenceState state, boolean muted) {}

    record WaitingView(String userId, String name, String role, Instant since) {}

    record RoleView(String name, List<String> capabilities) {}

    /** @param suggestedSlot what this person filled before, when it is free now */
    record YouView(
            String userId,
            String name,
            String role,
            List<String> capabilities,
            boolean listenOnly,
            JoinStatus status,
            @Nullable String suggestedSlot) {}
}
