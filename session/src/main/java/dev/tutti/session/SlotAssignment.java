package dev.tutti.session;

import dev.tutti.foundation.UserId;

/** Who fills a place. */
public record SlotAssignment(SlotPlace place, UserId userId) {}
