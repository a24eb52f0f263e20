package dev.tutti.media.twirp;

import org.jspecify.annotations.Nullable;

/** {@code POST /twirp/livekit.RoomService/<method>}, without HTTP. Call it from a virtual thread: it waits for rooms. */
public interface RoomServiceAdapter {
    /** The largest body that is read. */
    int MAX_BODY_BYTES = 256 * 1024;

    /**
     * Serves one call; never throws for bad input, which gets a Twirp error instead.
     *
     * @param method the last segment of the path
     * @param contentType the Content-Type header: {@code application/protobuf} or {@code application/json}
     * @param bearer the token of the {@code Authorization: Bearer} header
     */
    TwirpAnswer handle(String method, @Nullable String contentType, @Nullable String bearer, byte[] body);
}
