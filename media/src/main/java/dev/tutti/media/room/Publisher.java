package dev.tutti.media.room;

import java.util.Collection;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.SignalResponse;

/** Somebody in a room whom others may hear, attached here or to another node; for the room's thread. */
interface Publisher {
    String sid();

    String identity();

    String roomName();

    boolean hidden();

    Collection<PublishedTrack> publications();

    /** Everything clients and servers are told. */
    ParticipantInfo info();

    /** Whether this publisher lets that participant hear the track. */
    boolean lets(Participant listener, String trackSid);

    /** Told to its client, when that is here. */
    void send(SignalResponse response);
}
