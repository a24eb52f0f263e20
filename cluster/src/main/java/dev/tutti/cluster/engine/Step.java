package dev.tutti.cluster.engine;

import dev.tutti.cluster.membership.Transition;

/** A line of the election's history (E12), with the civil time it happened. */
public record Step(long atMs, Transition transition) {}
