package dev.tutti.media.room;

import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/** What is said to one client or to all of them, encoded once for however many; used by the room's thread alone. */
public final class SignalMessage {
    private final SignalResponse response;
    private byte @Nullable [] bytes;

    public SignalMessage(SignalResponse response) {
        this.response = response;
    }

    public SignalResponse response() {
        return response;
    }

    /** As protobuf; every receiver gets the same array, and nobody changes it. */
    public byte[] bytes() {
        if (bytes == null) {
            bytes = response.toByteArray();
        }
        return bytes;
    }
}
