package dev.tutti.media.forward;

import dev.tutti.media.VoicePacket;
import dev.tutti.rtp.RedPayload;
import dev.tutti.rtp.RtpPacket;

/** The packet being forwarded, taken apart once for all subscribers; reused for the next one. */
final class AudioPacket {
    /** As much as RED can say. */
    static final int MAX_REDUNDANCY_TICKS = 0x3FFF;

    final RtpPacket rtp = new RtpPacket();
    final RedPayload red = new RedPayload();
    /** Extended sequence number of the publisher's stream. */
    long sequence;
    /** Extended timestamp of the publisher's stream. */
    long timestamp;

    long arrivalNs;
    byte[] bytes = new byte[0];
    int payloadLength;
    boolean marker;
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
        bytes = rtp.array();
        payloadLength = rtp.payloadLength();
        marker = rtp.marker();
        if (!isRed) {
            opusOffset = rtp.payloadOffset();
            opusLength = rtp.payloadLength();
            return rtp.payloadType() == spec.opusPayloadType() && opusLength > 0;
        }
        if (!red.wrap(rtp.array(), rtp.payloadOffset(), rtp.payloadLength())
                || !red.carriesOnly(spec.opusPayloadType())) {
            return false;
        }
        return takePrimary();
    }

    /** Takes what came from another node; false when there is nothing to hear in it. */
    boolean take(VoicePacket voice) {
        level = voice.level();
        isRed = voice.red();
        bytes = voice.payload();
        payloadLength = voice.length();
        marker = voice.first();
        maxRedundancyTicks = MAX_REDUNDANCY_TICKS;
        if (!isRed) {
            opusOffset = 0;
            opusLength = voice.length();
            return opusLength > 0;
        }
        // Its node has passed on Opus blocks only, and none from before the grant.
        return red.wrap(bytes, 0, payloadLength) && red.carriesOnly(red.payloadType(red.primary())) && takePrimary();
    }

    private boolean takePrimary() {
        opusOffset = red.offset(red.primary());
        opusLength = red.length(red.primary());
        return opusLength > 0;
    }
}
