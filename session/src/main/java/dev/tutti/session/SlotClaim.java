package dev.tutti.session;

import dev.tutti.foundation.UserId;

/** Who would like to fill a place and waits for an answer. */
public record SlotClaim(SlotPlace place, UserId userId) {}
