package dev.tutti.session;

import dev.tutti.foundation.InviteCode;

/** What somebody brings to the door; the hub checked it before the command was made. */
public sealed interface Grant {
    /** The owner of the hub: always a host. */
    record Owner() implements Grant {}

    /** An invite, checked again and counted by the decider. */
    record Invite(InviteCode code) implements Grant {}

    /** The session's own code, as it was when it was typed. */
    record Code() implements Grant {}

    /** Picked from the list of the hub's open sessions. */
    record Discovered() implements Grant {}
}
