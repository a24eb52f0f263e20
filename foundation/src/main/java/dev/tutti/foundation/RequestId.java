package dev.tutti.foundation;

/** A request of one boot of an ingress; never used twice. */
public record RequestId(long bootId, long counter) {}
