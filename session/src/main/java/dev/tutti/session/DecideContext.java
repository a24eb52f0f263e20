package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.UserId;

/**
 * What a decider may know besides the state: who asks, when, and fresh codes drawn for this command.
 *
 * @param firstEvent the id that the first event will have; new things take their ids from it
 * @param joinCode a code that no session of this hub uses
 * @param sessionUs session time
 */
public record DecideContext(
        UserId actor, long atMs, EventId firstEvent, JoinCode joinCode, InviteCode inviteCode, long sessionUs) {}
