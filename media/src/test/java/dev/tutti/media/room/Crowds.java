package dev.tutti.media.room;

import dev.tutti.media.MediaServer;
import dev.tutti.media.RoomClient;

/** Lets tests of other packages have somebody in a room. */
public final class Crowds {
    private Crowds() {}

    /** Publishes a microphone over a real connection that is cut when this returns; the track's sid. */
    public static String speakOnce(MediaServer server, RoomClient client) throws Exception {
        try (var crowd = new Voice.Crowd(server)) {
            return Voice.speaking(crowd, client, false).trackSid();
        }
    }
}
