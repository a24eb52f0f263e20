package dev.tutti.media.forward;

/** The header extension ids that one side negotiated (RFC 8285), 0 for those it did not. */
public record ExtensionIds(int audioLevel, int mid) {
    public static final String AUDIO_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public static final String MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public static final ExtensionIds NONE = new ExtensionIds(0, 0);
    private static final int MAX_ID = 14;

    public ExtensionIds {
        if (audioLevel < 0 || audioLevel > MAX_ID || mid < 0 || mid > MAX_ID) {
            throw new IllegalArgumentException("Header extension ids are 1 to 14");
        }
    }
}
