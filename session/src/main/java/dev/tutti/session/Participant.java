package dev.tutti.session;

import dev.tutti.foundation.UserId;

/**
 * Somebody the session knows: waiting, in it, or gone.
 *
 * @param sinceMs when the standing became what it is
 * @param wasIn whether a host or an open door ever let them in
 */
public record Participant(UserId userId, String name, String role, Standing standing, long sinceMs, boolean wasIn) {

    static Participant waiting(UserId userId, String name, String role, long atMs) {
        return new Participant(userId, name, role, Standing.WAITING, atMs, false);
    }

    static Participant admitted(UserId userId, String name, String role, long atMs) {
        return new Participant(userId, name, role, Standing.ADMITTED, atMs, true);
    }

    Participant standing(Standing next, long atMs) {
        return new Participant(userId, name, role, next, atMs, wasIn);
    }

    Participant role(String next) {
        return new Participant(userId, name, next, standing, sinceMs, wasIn);
    }

    Participant named(String next) {
        return new Participant(userId, next, role, standing, sinceMs, wasIn);
    }

    public boolean isAdmitted() {
        return standing == Standing.ADMITTED;
    }

    public boolean isWaiting() {
        return standing == Standing.WAITING;
    }
}
