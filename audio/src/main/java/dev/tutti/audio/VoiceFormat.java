package dev.tutti.audio;

/** What voice is between nodes and browsers: Opus of 48 kHz, mono, 20 ms. */
public final class VoiceFormat {
    public static final int RATE_HZ = 48_000;
    public static final int FRAME_MS = 20;
    public static final int FRAME_SAMPLES = RATE_HZ / 1000 * FRAME_MS;
    /** What one packet may carry at most (RFC 6716, 3.4: 120 ms). */
    public static final int MAX_SAMPLES = RATE_HZ / 1000 * 120;

    private VoiceFormat() {}
}
