package dev.tutti.audio;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import org.jspecify.annotations.Nullable;

/** One talker's Opus becomes samples; what is lost is concealed. One thread. */
public final class VoiceDecoder {
    private final OpusDecoder opus;

    public VoiceDecoder() {
        try {
            opus = new OpusDecoder(VoiceFormat.RATE_HZ, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("48 kHz mono is always possible", e);
        }
    }

    /**
     * Decodes a packet into samples of 48 kHz.
     *
     * @param samples at least {@link VoiceFormat#MAX_SAMPLES} long
     * @return how many; 0 when the packet is no Opus, which strangers may send
     */
    public int decode(byte[] packet, int offset, int length, short[] samples) {
        return decode(packet, offset, length, samples, VoiceFormat.MAX_SAMPLES);
    }

    /** One lost frame of 20 ms: what Opus makes up for it. */
    public int conceal(short[] samples) {
        return decode(null, 0, 0, samples, VoiceFormat.FRAME_SAMPLES);
    }

    private int decode(byte @Nullable [] packet, int offset, int length, short[] samples, int most) {
        try {
            return Math.max(0, opus.decode(packet, offset, length, samples, 0, most, false));
        } catch (OpusException | RuntimeException _) {
            opus.resetState();
            return 0;
        }
    }

    /** Somebody else talks. */
    public void reset() {
        opus.resetState();
    }
}
