package dev.tutti.media.forward;

import dev.tutti.rtp.RedPayload;
import dev.tutti.rtp.RtpPacket;

/** The packet being forwarded, taken apart once for all subscribers; reused for the next one. */
final class AudioPacket {
    final RtpPacket rtp = new RtpPacket();
    final RedPayload red = new RedPayload();
    /** Extended sequence number of the publisher's stream. */
    long sequence;
    /** Extended timestamp of the publisher's stream. */
    long timestamp;

    long arrivalNs;
    boolean isRed;
    /** Redundant blocks older than this many ticks stay behind. */
    int maxRedundancyTicks;
    /** The primary Opus payload. */
    int opusOffset;

    int opusLength;
    /** The byte of the audio level extension, or −1. */
    int level;

    /** Finds the Opus payload and the level; false when the payload is none that was negotiated. */
    boolean parse(PublishSpec spec) {
        level = rtp.findExtension(spec.extensions().audioLevel()) && rtp.extensionLength() >= 1
                ? rtp.array()[rtp.extensionOffset()] & 0xFF
                : -1;
        isRed = rtp.payloadType() == spec.redPayloadType();
        if (!isRed) {
            opusOffset = rtp.payloadOffset();
            opusLength = rtp.payloadLength();
            return rtp.payloadType() == spec.opusPayloadType() && opusLength > 0;
        }
        if (!red.wrap(rtp.array(), rtp.payloadOffset(), rtp.payloadLength())
                || !red.carriesOnly(spec.opusPayloadType())) {
            return false;
        }
        opusOffset = red.offset(red.primary());
        opusLength = red.length(red.primary());
        return opusLength > 0;
    }
}
