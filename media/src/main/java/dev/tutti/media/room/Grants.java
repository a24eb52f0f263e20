package dev.tutti.media.room;

import dev.tutti.media.token.VideoGrants;
import java.util.List;
import java.util.Locale;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;
import org.jspecify.annotations.Nullable;

/** Translates a token's grants into what LiveKit tells clients they may do. */
final class Grants {
    /** Sources of sound; an app's own track may have none. */
    private static final List<TrackSource> AUDIO =
            List.of(TrackSource.UNKNOWN, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE_AUDIO);

    private Grants() {}

    static ParticipantPermission permission(VideoGrants grants) {
        var permission = ParticipantPermission.newBuilder()
                .setCanPublish(grants.mayPublish())
                .setCanSubscribe(grants.maySubscribe())
                .setCanPublishData(grants.mayPublishData())
                .setCanUpdateMetadata(grants.canUpdateOwnMetadata())
                .setHidden(grants.hidden());
        for (String name : grants.canPublishSources()) {
            var source = source(name);
            if (source != null) {
                permission.addCanPublishSources(source);
            }
        }
        return permission.build();
    }

    /** The grants that a refreshed token carries for a permission that may have changed since the join. */
    static VideoGrants grants(String room, VideoGrants original, ParticipantPermission permission) {
        return new VideoGrants(
                original.roomJoin(),
                original.roomAdmin(),
                original.roomCreate(),
                original.roomList(),
                room,
                permission.getCanPublish(),
                permission.getCanSubscribe(),
                permission.getCanPublishData(),
                permission.getCanPublishSourcesList().stream()
                        .map(source -> source.name().toLowerCase(Locale.ROOT))
                        .toList(),
                permission.getCanUpdateMetadata(),
                permission.getHidden());
    }

    static boolean mayPublish(ParticipantPermission permission, TrackSource source) {
        return permission.getCanPublish()
                && (permission.getCanPublishSourcesCount() == 0
                        || permission.getCanPublishSourcesList().contains(source));
    }

    /**
     * The permission as clients are told it: without what this hub cannot forward. SDKs look at it before they publish and
     * refuse a camera at once; an AddTrack that the server refuses they let run into a timeout of ten seconds.
     */
    static ParticipantPermission told(ParticipantPermission permission) {
        if (!permission.getCanPublish()) {
            return permission;
        }
        var sources = permission.getCanPublishSourcesCount() == 0
                ? AUDIO
                : permission.getCanPublishSourcesList().stream()
                        .filter(AUDIO::contains)
                        .toList();
        return permission.toBuilder()
                .setCanPublish(!sources.isEmpty())
                .clearCanPublishSources()
                .addAllCanPublishSources(sources)
                .build();
    }

    static ParticipantInfo.Kind kind(@Nullable String kind) {
        return switch (kind == null ? "" : kind) {
            case "ingress" -> ParticipantInfo.Kind.INGRESS;
            case "egress" -> ParticipantInfo.Kind.EGRESS;
            case "sip" -> ParticipantInfo.Kind.SIP;
            case "agent" -> ParticipantInfo.Kind.AGENT;
            default -> ParticipantInfo.Kind.STANDARD;
        };
    }

    private static @Nullable TrackSource source(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "camera" -> TrackSource.CAMERA;
            case "microphone" -> TrackSource.MICROPHONE;
            case "screen_share" -> TrackSource.SCREEN_SHARE;
            case "screen_share_audio" -> TrackSource.SCREEN_SHARE_AUDIO;
            default -> null;
        };
    }
}
