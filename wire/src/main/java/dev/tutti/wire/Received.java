package dev.tutti.wire;

/** What came out of bytes. */
public sealed interface Received {
    /** A message; whether its sender may say that is the next question. */
    record Accepted(Envelope envelope, Message message) implements Received {}

    /** A type that this version does not know and need not. */
    record Skipped(Envelope envelope, int type) implements Received {}

    /** Breaks a rule; type and number are 0 when the header itself could not be believed. */
    record Refused(Verdict verdict, int type, long seq) implements Received {}
}
