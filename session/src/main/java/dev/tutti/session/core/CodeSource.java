package dev.tutti.session.core;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;

/** Draws fresh codes. Thread-safe. */
public interface CodeSource {
    /** One that no open session of this hub uses. */
    JoinCode joinCode();

    InviteCode inviteCode();
}
