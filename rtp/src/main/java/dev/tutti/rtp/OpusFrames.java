package dev.tutti.rtp;

/** Reads how long an Opus packet sounds from its first bytes (RFC 6716 section 3.1), in ticks of 48 kHz. */
public final class OpusFrames {
    /** 20 ms: what senders use, and what a packet that says nonsense counts as. */
    public static final int USUAL_TICKS = 960;

    /** The longest packet Opus allows: 120 ms. */
    private static final int MAX_TICKS = 5760;

    private static final int SILK_CONFIGS = 12;
    private static final int HYBRID_CONFIGS = 16;

    private OpusFrames() {}

    public static int durationTicks(byte[] packet, int offset, int length) {
        if (length < 1) {
            return USUAL_TICKS;
        }
        int first = packet[offset] & 0xFF;
        int frames = switch (first & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : packet[offset + 1] & 0x3F;
        };
        int ticks = frames * frameTicks(first >> 3);
        return ticks == 0 || ticks > MAX_TICKS ? USUAL_TICKS : ticks;
    }

    private static int frameTicks(int config) {
        if (config < SILK_CONFIGS) {
            int step = config & 3;
            return step == 3 ? 2880 : 480 << step;
        }
        return config < HYBRID_CONFIGS ? 480 << (config & 1) : 120 << (config & 3);
    }
}
