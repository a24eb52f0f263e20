package dev.tutti.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right to talk: asking for it, getting it, losing it. Never logged before it is said. */
public interface FloorFrames {
    sealed interface Server extends ServerPayload
            permits PttState,
                    FloorQueue,
                    FloorGranted,
                    FloorQueued,
                    FloorChanging,
                    FloorOffered,
                    FloorDenied,
                    FloorEnding,
                    FloorRevoked,
                    FloorReleased {}

    sealed interface Client extends ClientPayload
            permits FloorRequest, FloorHold, FloorRenew, FloorRelease, FloorRevoke {}

    /** Whether somebody talks in a channel. */
    enum TalkState {
        TALKING,
        IDLE
    }

    /** Who took a lease away. */
    enum RevokeReason {
        TALK_LIMIT,
        PREEMPTED,
        EMERGENCY,
        HOST,
        REMOVED,
        EXPIRED
    }

    /** @param position 1 is next */
    record LinePlace(String userId, int position) {}

    /** @param talkMs how long it has lasted */
    record Talker(String userId, long talkMs, boolean priority, boolean emergency) {}

    /** The floor of one channel. */
    record FloorView(String channelId, @Nullable Talker talker, List<LinePlace> line) {}

    /** To all: somebody started or stopped talking. */
    @FrameType("ptt.state")
    record PttState(String channelId, String userId, TalkState state, boolean priority, boolean emergency, long talkMs)
            implements Server {}

    /** To all: who is in line; coalesced, the latest of each channel. */
    @FrameType("floor.queue")
    record FloorQueue(String channelId, List<LinePlace> line) implements Server {}

    /** @param fence opaque; higher is newer */
    @FrameType("floor.granted")
    record FloorGranted(
            String requestId, String channelId, String leaseId, String fence, long expiresInMs, long talkLimitMs)
            implements Server {}

    /** @param of how many are in line */
    @FrameType("floor.queued")
    record FloorQueued(String requestId, String channelId, int position, int of, long waitMs) implements Server {}

    /** Another node is about to decide: the place is kept, and said again with floor.queued. */
    @FrameType("floor.changing")
    record FloorChanging(String requestId, String channelId) implements Server {}

    /** Your turn: hold within the time given. */
    @FrameType("floor.offered")
    record FloorOffered(String requestId, String channelId, long expiresInMs) implements Server {}

    @FrameType("floor.denied")
    record FloorDenied(String requestId, String channelId, String reason, String message) implements Server {}

    /** The talk limit comes near. */
    @FrameType("floor.ending")
    record FloorEnding(String leaseId, long leftMs) implements Server {}

    @FrameType("floor.revoked")
    record FloorRevoked(
            String leaseId, RevokeReason reason, @Nullable String by) implements Server {}

    @FrameType("floor.released")
    record FloorReleased(@Nullable String leaseId, @Nullable String requestId) implements Server {}

    /** @param holding the button is down; a turn that comes while it is up is offered, not granted */
    @FrameType("floor.request")
    record FloorRequest(
            @Limit(min = 1, max = 64) String requestId,
            @Limit(min = 1, max = 64) String channelId,
            boolean holding,
            @Nullable Boolean emergency)
            implements Client {}

    @FrameType("floor.hold")
    record FloorHold(@Limit(min = 1, max = 64) String requestId, boolean holding) implements Client {}

    @FrameType("floor.renew")
    record FloorRenew(@Limit(min = 1, max = 128) String leaseId) implements Client {}

    /** One of the two: the lease that ends, or the request that leaves the line. */
    @FrameType("floor.release")
    record FloorRelease(
            @Nullable @Limit(min = 1, max = 128) String leaseId,
            @Nullable @Limit(min = 1, max = 64) String requestId) implements Client {}

    /** A host stops whoever talks there. */
    @FrameType("floor.revoke")
    record FloorRevoke(@Limit(min = 1, max = 64) String channelId) implements Client {}
}
