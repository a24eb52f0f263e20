package dev.tutti.session;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.UserId;

/** A door for one role, for a while, for a number of people. */
public record Invite(InviteCode code, String role, long expiresAtMs, int usesLeft, UserId createdBy) {

    Invite usedOnce() {
        return new Invite(code, role, expiresAtMs, usesLeft - 1, createdBy);
    }

    public boolean isExpired(long nowMs) {
        return nowMs >= expiresAtMs;
    }
}
