package dev.tutti.wire;

import dev.tutti.foundation.Fence;

/**
 * A packet of somebody's voice, Opus as it came.
 *
 * <p>The packet path reads and writes it in place ({@link VoiceFrameView}, {@link VoiceFrameWriter}); this is the same
 * thing as a value.
 *
 * @param channel where it is spoken; {@link ChannelTag#NONE} in open channels, where the fence is that of lease 0
 * @param mediaSeq of the packet in its talker's stream, wrapping at 32 bits
 * @param mediaTime 48 kHz samples, wrapping at 32 bits
 * @param level loudness of RFC 6464: 0 to 127, −dB of full scale; 127 is silence
 * @param marks see {@link #FIRST}
 */
public record VoiceFrame(
        ChannelTag channel,
        Fence fence,
        TalkerTag talker,
        long mediaSeq,
        long mediaTime,
        int level,
        int marks,
        Octets opus)
        implements Message {
    /** The first packet after the talker was silent, so a jitter buffer may start anew. */
    public static final int FIRST = 0x01;
    /** Said before the grant and held until then: it arrives faster than it was spoken. */
    public static final int PRE_ROLL = 0x02;
    /** Opus with repeated frames (RFC 2198), not Opus alone. */
    public static final int RED = 0x04;

    public static final int MAX_OPUS = 1_000;

    @Override
    public void write(PayloadWriter out) {
        out.with(channel, ChannelTag::write).fence(fence).with(talker, TalkerTag::write);
        out.u32(mediaSeq).u32(mediaTime).u8(level).u8(marks).octets(opus, MAX_OPUS);
    }

    static VoiceFrame read(PayloadReader in) {
        return new VoiceFrame(
                ChannelTag.read(in),
                in.fence(),
                TalkerTag.read(in),
                in.u32(),
                in.u32(),
                in.u8(),
                in.u8(),
                in.octets(MAX_OPUS));
    }
}
