package dev.tutti.session.core;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;

/**
 * A command as somebody sends it.
 *
 * @param key the same key of the same actor gives the same result for ever
 * @param requestId by which the log has the request that asked for it; empty when none did
 */
public record CommandEnvelope(UserId actor, String key, Command command, String requestId) {
    /** Of the hub itself. */
    static CommandEnvelope ofItself(UserId actor, String key, Command command) {
        return new CommandEnvelope(actor, key, command, "");
    }

    boolean wasRequested() {
        return !requestId.isEmpty();
    }

    /** What the command is called in the log. */
    String name() {
        return command.getClass().getSimpleName();
    }
}
