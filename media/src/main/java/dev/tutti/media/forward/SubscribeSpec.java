package dev.tutti.media.forward;

import org.jspecify.annotations.Nullable;

/**
 * A track as one subscriber's SDP describes it.
 *
 * @param ssrc the SSRC we announced in {@code a=ssrc}: take it from {@link Forwarder#newSsrc()}
 * @param cname the CNAME we announced with it
 * @param mid the media section's mid
 * @param opusPayloadType the payload type of opus/48000/2 at this subscriber
 * @param redPayloadType the payload type of red/48000/2, or −1: then it gets plain Opus
 * @param nack whether {@code a=rtcp-fb nack} was negotiated
 */
public record SubscribeSpec(
        long ssrc,
        String cname,
        @Nullable String mid,
        int opusPayloadType,
        int redPayloadType,
        boolean nack,
        ExtensionIds extensions) {}
