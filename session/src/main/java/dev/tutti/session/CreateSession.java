package dev.tutti.session;

/** The command that opens a session; there is no state yet that it could be decided on. */
public record CreateSession(
        String name, SessionKind kind, Admission admission, boolean discoverable, String creatorName) {}
