package dev.tutti.gateway;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** Tells whose microphone is off, as far as media knows; any thread, never blocking. */
@FunctionalInterface
public interface Microphones {
    boolean muted(SessionId session, UserId user);
}
