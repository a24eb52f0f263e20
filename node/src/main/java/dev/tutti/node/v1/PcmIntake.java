package dev.tutti.node.v1;

import dev.tutti.audio.Resampler;
import dev.tutti.audio.VoiceEncoder;
import dev.tutti.audio.VoiceFormat;
import dev.tutti.wire.Octets;
import org.jspecify.annotations.Nullable;

/** One v1 talker's PCM becomes the room's Opus; one thread. */
final class PcmIntake {
    /** 20 ms at 48 kHz: nobody in the field sends more, and a longer frame is no 20 ms of voice. */
    static final int MAX_SAMPLES = VoiceFormat.FRAME_SAMPLES;

    private static final int MAX_PACKET = 400;

    private final VoiceEncoder encoder = new VoiceEncoder();
    private final short[] samples = new short[MAX_SAMPLES];
    private final short[] frame = new short[VoiceFormat.FRAME_SAMPLES];
    private final byte[] packet = new byte[MAX_PACKET];
    private short[] resampled = new short[0];
    private @Nullable Resampler resampler;
    private int rateHz;
    private int filled;
    private boolean first = true;

    /** Where finished packets go. */
    @FunctionalInterface
    interface Packets {
        void packet(byte[] opus, int length, boolean first);
    }

    /**
     * The rate of the field that has so many samples in 20 ms; it is not on the wire. A size that no rate has is taken as
     * the first choice.
     */
    static int rateHz(int samples) {
        return switch (samples) {
            case 160 -> 8_000;
            case 220, 221 -> 11_025;
            case 441 -> 22_050;
            case 882 -> 44_100;
            case 960 -> 48_000;
            default -> 16_000;
        };
    }

    /** Takes 16-bit little-endian samples; false when they are too many to be 20 ms. */
    boolean take(Octets pcm, Packets packets) {
        int count = pcm.length() / 2;
        if (count > MAX_SAMPLES) {
            return false;
        }
        byte[] bytes = pcm.toArray();
        for (int i = 0; i < count; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
        }
        Resampler to48k = resampler(rateHz(count));
        int came = to48k.resample(samples, 0, count, resampled);
        for (int i = 0; i < came; i++) {
            frame[filled++] = resampled[i];
            if (filled == frame.length) {
                filled = 0;
                packets.packet(packet, encoder.encode(frame, 0, packet), first);
                first = false;
            }
        }
        return true;
    }

    private Resampler resampler(int wantedHz) {
        Resampler now = resampler;
        if (now == null || rateHz != wantedHz) {
            now = new Resampler(wantedHz, VoiceFormat.RATE_HZ);
            resampler = now;
            rateHz = wantedHz;
            resampled = new short[now.most(MAX_SAMPLES)];
        }
        return now;
    }

    /** What comes next is another talk. */
    void reset() {
        encoder.reset();
        Resampler now = resampler;
        if (now != null) {
            now.reset();
        }
        filled = 0;
        first = true;
    }
}
