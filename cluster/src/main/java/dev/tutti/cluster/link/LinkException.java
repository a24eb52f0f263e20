package dev.tutti.cluster.link;

import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.LinkMessage.Goodbye;
import dev.tutti.wire.Verdict;
import java.io.IOException;
import java.util.Optional;

/** A connection that is not to go on, for a reason that is counted. */
final class LinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final LinkEvent event;
    private final transient Optional<Goodbye> goodbye;
    private final transient Optional<Verdict> verdict;

    LinkException(LinkEvent event, String message) {
        this(event, message, Optional.empty());
    }

    /** @param goodbye what the peer is told before the connection ends */
    LinkException(LinkEvent event, String message, Optional<Goodbye> goodbye) {
        this(event, message, goodbye, Optional.empty());
    }

    private LinkException(LinkEvent event, String message, Optional<Goodbye> goodbye, Optional<Verdict> verdict) {
        super(message);
        this.event = event;
        this.goodbye = goodbye;
        this.verdict = verdict;
    }

    /** What came is no message of ours, by that rule. */
    static LinkException broken(Verdict verdict, String message) {
        if (verdict == Verdict.BAD_VERSION) {
            var goodbye = new Goodbye(GoodbyeReason.VERSION);
            return new LinkException(
                    LinkEvent.REFUSED_VERSION,
                    "speaks another major version",
                    Optional.of(goodbye),
                    Optional.of(verdict));
        }
        return new LinkException(LinkEvent.REFUSED_BROKEN, message, Optional.empty(), Optional.of(verdict));
    }

    LinkEvent event() {
        return event;
    }

    Optional<Goodbye> goodbye() {
        return goodbye;
    }

    /** Which rule of the envelope was broken, when it was one. */
    Optional<Verdict> verdict() {
        return verdict;
    }
}
