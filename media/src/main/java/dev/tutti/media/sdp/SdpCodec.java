package dev.tutti.media.sdp;

import java.util.List;

/**
 * A codec of a media section.
 *
 * @param name as in {@code a=rtpmap}, for example {@code opus}; empty when the section names a payload type only
 * @param channels 1 unless the rtpmap says otherwise
 * @param fmtp the format parameters, empty when there are none
 * @param feedback the {@code a=rtcp-fb} values of this payload type
 */
public record SdpCodec(int payloadType, String name, int clockRate, int channels, String fmtp, List<String> feedback) {
    public SdpCodec {
        feedback = List.copyOf(feedback);
    }

    boolean isOpus() {
        return name.equalsIgnoreCase("opus") && clockRate == 48_000 && channels == 2;
    }

    boolean isRed() {
        return name.equalsIgnoreCase("red") && clockRate == 48_000 && channels == 2;
    }
}
