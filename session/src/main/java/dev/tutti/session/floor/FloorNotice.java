package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/** What the asker's own connection is told; request ids are the client's. */
public sealed interface FloorNotice {

    record Granted(
            String requestId, ChannelId channelId, String leaseId, String fence, long expiresInMs, long talkLimitMs)
            implements FloorNotice {}

    record Queued(String requestId, ChannelId channelId, int position, int of, long waitMs) implements FloorNotice {}

    /** Nobody decides for a moment: the place in line is kept, and said again as soon as somebody does. */
    record Changing(String requestId, ChannelId channelId) implements FloorNotice {}

    record Offered(String requestId, ChannelId channelId, long expiresInMs) implements FloorNotice {}

    record Denied(String requestId, ChannelId channelId, DenyReason reason) implements FloorNotice {}

    record Ending(String leaseId, long leftMs) implements FloorNotice {}

    record Revoked(
            String leaseId, RevokeReason reason, @Nullable UserId by) implements FloorNotice {}

    /** Over, as wished; no lease when only a place in line was given up. */
    record Released(String requestId, @Nullable String leaseId) implements FloorNotice {}
}
