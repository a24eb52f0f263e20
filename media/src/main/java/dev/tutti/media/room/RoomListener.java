package dev.tutti.media.room;

import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitModels.TrackInfo;

/** What happens in rooms, for webhooks and for the hub; called on the room's thread, in order, and must not block. */
public interface RoomListener {
    default void roomStarted(LivekitModels.Room room) {}

    default void roomFinished(LivekitModels.Room room) {}

    /** The participant's first connection is up: it is really there. */
    default void participantJoined(LivekitModels.Room room, ParticipantInfo participant) {}

    /** Called for every participant, also for one whose connection never came up ({@code wasActive} false). */
    default void participantLeft(LivekitModels.Room room, ParticipantInfo participant, boolean wasActive) {}

    default void trackPublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {}

    default void trackUnpublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {}

    default void trackMuted(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {}

    /** Speakers whose state changed, as SpeakersChanged tells it; {@code identities} runs beside {@code speakers}. */
    default void speakersChanged(LivekitModels.Room room, List<String> identities, List<SpeakerInfo> speakers) {}
}
