package dev.tutti.media.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code video} claim: what the bearer may do, with LiveKit's defaults for what a token leaves out.
 *
 * @param room the one room that {@code roomJoin} and {@code roomAdmin} are about
 * @param canPublish null means yes
 * @param canSubscribe null means yes
 * @param canPublishData null means as {@code canPublish}
 * @param canPublishSources empty means every source
 */
public record VideoGrants(
        boolean roomJoin,
        boolean roomAdmin,
        boolean roomCreate,
        boolean roomList,
        @Nullable String room,
        @Nullable Boolean canPublish,
        @Nullable Boolean canSubscribe,
        @Nullable Boolean canPublishData,
        List<String> canPublishSources,
        boolean canUpdateOwnMetadata,
        boolean hidden) {
    public static final VideoGrants NONE =
            new VideoGrants(false, false, false, false, null, null, null, null, List.of(), false, false);

    public VideoGrants {
        canPublishSources = List.copyOf(canPublishSources);
    }

    /** May join that room, with every default. */
    public static VideoGrants join(String room) {
        return new VideoGrants(true, false, false, false, room, null, null, null, List.of(), false, false);
    }

    /** Like this, but with these rights to publish and to subscribe. */
    public VideoGrants limitedTo(boolean publish, boolean subscribe) {
        return new VideoGrants(
                roomJoin,
                roomAdmin,
                roomCreate,
                roomList,
                room,
                publish,
                subscribe,
                publish,
                canPublishSources,
                canUpdateOwnMetadata,
                hidden);
    }

    public boolean mayPublish() {
        return canPublish == null || canPublish;
    }

    public boolean maySubscribe() {
        return canSubscribe == null || canSubscribe;
    }

    public boolean mayPublishData() {
        return canPublishData == null ? mayPublish() : canPublishData;
    }

    public boolean mayAdminister(String roomName) {
        return roomAdmin && roomName.equals(room);
    }
}
