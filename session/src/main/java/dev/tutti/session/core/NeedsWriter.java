package dev.tutti.session.core;

import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionState;
import org.jspecify.annotations.Nullable;

/** What only the writer may do, because it cannot be taken back: an island refuses it (cluster.md B3). Pure. */
public final class NeedsWriter {
    private NeedsWriter() {}

    /** Null for what an island may decide. */
    static @Nullable Rejection refusal(SessionState state, Command command) {
        boolean refused = switch (command) {
            case Command.Close _, Command.CreateInvite _, Command.RotateCode _ -> true;
            case Command.ChangeRole change -> isHost(state, change.role());
            case Command.Approve approve -> isHost(state, approve.role());
            default -> false;
        };
        return refused ? refusal() : null;
    }

    /** Of what only the writer may do. */
    public static Rejection refusal() {
        return Rejection.of(
                RejectionCode.NEEDS_WRITER,
                "The hub cannot be reached, and this cannot be taken back later. Try again when it is back.");
    }

    private static boolean isHost(SessionState state, @Nullable String role) {
        return role != null
                && state.kind()
                        .role(role)
                        .filter(one -> one.may(Capability.SESSION_CLOSE))
                        .isPresent();
    }
}
