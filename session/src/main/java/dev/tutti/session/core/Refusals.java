package dev.tutti.session.core;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session says when it cannot even decide. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);

    private Refusals() {}

    static Rejection keyReused() {
        return Rejection.of(
                RejectionCode.IDEMPOTENCY_KEY_REUSED,
                "This idempotency key stands for another command. Take a new one.");
    }

    static Rejection displaced() {
        return Rejection.of(
                RejectionCode.DISPLACED,
                "This was done while the hub was away, and others had decided otherwise meanwhile. Do it anew if you still want it.");
    }

    static Rejection busy() {
        return Rejection.of(RejectionCode.BUSY, "The session has too much to do. Try again in a moment.");
    }

    static Rejection internal() {
        return Rejection.of(
                RejectionCode.INTERNAL, "The hub could not do this, and changed nothing. Its log says why.");
    }

    static Rejection stopping() {
        return Rejection.of(RejectionCode.STOPPING, "The hub stops just now. Try again when it is back.");
    }

    /** It may be done: the same key will tell. */
    static Rejection unknown() {
        return Rejection.of(
                RejectionCode.BUSY, "Nobody here knows yet whether this was done. Send it again with the same key.");
    }

    /** For a store that did not do it and may do it the next time; empty when nothing more will be saved. */
    static Optional<Rejection> forNow(SessionId session, StoreException e) {
        Optional<Rejection> refusal = switch (e.kind()) {
            case FULL -> Optional.of(full());
            case ELSEWHERE -> Optional.of(unknown());
            case FAILED, CORRUPT, CONFLICT -> Optional.empty();
        };
        if (refusal.isPresent()) {
            log.error("session {} saved nothing: {}", session, e.getMessage(), e);
        }
        return refusal;
    }

    private static Rejection full() {
        return Rejection.of(
                RejectionCode.STORAGE_FULL,
                "The hub's disk is full, so this was not saved. Free some space and try again.");
    }

    static Rejection failed(SessionId session, StoreException e) {
        log.error("session {} takes no more commands until the hub starts again", session, e);
        return Rejection.of(
                RejectionCode.STORAGE_FAILED,
                "The hub's disk failed. Nothing more is saved until the hub starts again; talking goes on.");
    }
}
