package dev.tutti.cluster.link;

import dev.tutti.wire.LinkMessage.Goodbye;
import java.io.IOException;
import java.util.Optional;

/** A connection that is not to go on, for a reason that is counted. */
final class LinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final LinkEvent event;
    private final transient Optional<Goodbye> goodbye;

    LinkException(LinkEvent event, String message) {
        this(event, message, Optional.empty());
    }

    /** @param goodbye what the peer is told before the connection ends */
    LinkException(LinkEvent event, String message, Optional<Goodbye> goodbye) {
        super(message);
        this.event = event;
        this.goodbye = goodbye;
    }

    LinkEvent event() {
        return event;
    }

    Optional<Goodbye> goodbye() {
        return goodbye;
    }
}
