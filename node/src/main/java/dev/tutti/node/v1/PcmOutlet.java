package dev.tutti.node.v1;

import dev.tutti.audio.Resampler;
import dev.tutti.audio.VoiceDecoder;
import dev.tutti.audio.VoiceFormat;
import dev.tutti.wire.Octets;
import dev.tutti.wire.v1.V1Message;
import java.util.function.Consumer;

/** The room's Opus becomes PCM of 16 kHz in frames of 20 ms, for all v1 peers of a channel; one thread. */
final class PcmOutlet {
    static final int RATE_HZ = 16_000;
    static final int FRAME_SAMPLES = RATE_HZ / 1000 * VoiceFormat.FRAME_MS;

    private final VoiceDecoder decoder = new VoiceDecoder();
    private final Resampler to16k = new Resampler(VoiceFormat.RATE_HZ, RATE_HZ);
    private final short[] decoded = new short[VoiceFormat.MAX_SAMPLES];
    private final short[] resampled = new short[to16k.most(VoiceFormat.MAX_SAMPLES)];
    private final byte[] frame = new byte[2 * FRAME_SAMPLES];
    private int filled;

    /** One packet of the room. */
    void take(byte[] opus, int length, Consumer<V1Message.Audio> frames) {
        int count = decoder.decode(opus, 0, length, decoded);
        int came = to16k.resample(decoded, 0, count, resampled);
        for (int i = 0; i < came; i++) {
            frame[filled++] = (byte) resampled[i];
            frame[filled++] = (byte) (resampled[i] >> 8);
            if (filled == frame.length) {
                filled = 0;
                frames.accept(new V1Message.Audio(Octets.of(frame.clone())));
            }
        }
    }

    /** Somebody else talks. */
    void reset() {
        decoder.reset();
        to16k.reset();
        filled = 0;
    }
}
