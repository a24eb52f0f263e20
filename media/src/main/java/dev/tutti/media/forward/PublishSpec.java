package dev.tutti.media.forward;

import org.jspecify.annotations.Nullable;

/**
 * A track as its publisher's SDP describes it.
 *
 * @param trackSid the LiveKit track sid
 * @param ssrc the SSRC of {@code a=ssrc}, or 0 when the SDP names none and the track is found by its mid
 * @param mid the media section's mid
 * @param opusPayloadType the payload type of opus/48000/2
 * @param redPayloadType the payload type of red/48000/2, or −1
 * @param nack whether {@code a=rtcp-fb nack} was negotiated, so that lost audio may be asked for again
 */
public record PublishSpec(
        String trackSid,
        long ssrc,
        @Nullable String mid,
        int opusPayloadType,
        int redPayloadType,
        boolean nack,
        ExtensionIds extensions) {}
