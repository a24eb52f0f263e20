package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;

/** A step of a node's election, with its cause, for the diagnostics (E12). */
public record Transition(long atNs, LeaderState from, LeaderState to, Epoch epoch, String cause) {}
