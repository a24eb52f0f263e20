package dev.tutti.media.token;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates the {@code video} claim. */
final class GrantsCodec {
    private GrantsCodec() {}

    static VideoGrants read(@Nullable Object claim) {
        if (!(claim instanceof Map<?, ?> video)) {
            return VideoGrants.NONE;
        }
        return new VideoGrants(
                yes(video, "roomJoin"),
                yes(video, "roomAdmin"),
                yes(video, "roomCreate"),
                yes(video, "roomList"),
                TokenCodec.text(video.get("room")),
                choice(video, "canPublish"),
                choice(video, "canSubscribe"),
                choice(video, "canPublishData"),
                TokenCodec.list(video.get("canPublishSources")),
                yes(video, "canUpdateOwnMetadata"),
                yes(video, "hidden"));
    }

    static Map<String, Object> write(VideoGrants grants) {
        var video = new HashMap<String, Object>();
        putYes(video, "roomJoin", grants.roomJoin());
        putYes(video, "roomAdmin", grants.roomAdmin());
        putYes(video, "roomCreate", grants.roomCreate());
        putYes(video, "roomList", grants.roomList());
        putYes(video, "canUpdateOwnMetadata", grants.canUpdateOwnMetadata());
        putYes(video, "hidden", grants.hidden());
        put(video, "room", grants.room());
        put(video, "canPublish", grants.canPublish());
        put(video, "canSubscribe", grants.canSubscribe());
        put(video, "canPublishData", grants.canPublishData());
        if (!grants.canPublishSources().isEmpty()) {
            video.put("canPublishSources", grants.canPublishSources());
        }
        return video;
    }

    private static boolean yes(Map<?, ?> video, String name) {
        return Boolean.TRUE.equals(video.get(name));
    }

    private static @Nullable Boolean choice(Map<?, ?> video, String name) {
        return video.get(name) instanceof Boolean value ? value : null;
    }

    private static void putYes(Map<String, Object> video, String name, boolean value) {
        if (value) {
            video.put(name, true);
        }
    }

    private static void put(Map<String, Object> video, String name, @Nullable Object value) {
        if (value != null) {
            video.put(name, value);
        }
    }
}
