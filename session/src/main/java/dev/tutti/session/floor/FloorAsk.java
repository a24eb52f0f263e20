package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody presses the button.
 *
 * @param connection the client's connection, unique in this hub while it is up
 * @param requestId the client's own name for this request, unique on its connection
 * @param holding whether the button is down; if not, its turn is offered when it comes
 * @param listenOnly whether the connection may only listen
 * @param trackSid of an SDK that knows no floor and only mutes and unmutes this track; null for everybody else
 */
public record FloorAsk(
        UserId userId,
        ChannelId channelId,
        long connection,
        String requestId,
        boolean holding,
        boolean emergency,
        boolean listenOnly,
        @Nullable String trackSid) {

    FloorAsk holding(boolean now) {
        return new FloorAsk(userId, channelId, connection, requestId, now, emergency, listenOnly, trackSid);
    }

    boolean isFrom(long otherConnection, String otherRequestId) {
        return connection == otherConnection && requestId.equals(otherRequestId);
    }

    /** Nobody renews for it: as long as its track lives, so does its lease. */
    boolean isMuteOnly() {
        return trackSid != null;
    }
}
