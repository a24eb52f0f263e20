package dev.tutti.media.forward;

import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoicePacket;

/** Writes what a track's gate let pass into one stream for the other nodes, without gaps where it was shut. Media loop only. */
final class ExitStream {
    private static final int NO_SEGMENT = -1;
    private static final long NS_PER_NUMBER = 10_000_000L;

    private final VoiceExit exit;
    private final VoicePacket packet = new VoicePacket();
    private int segment = NO_SEGMENT;
    private long segmentStart;
    private long shift;
    private long last;

    /** @param nowNs numbers begin with the time, faster than packets come: a stream that starts anew is ahead of its old self */
    ExitStream(VoiceExit exit, long nowNs) {
        this.exit = exit;
        last = nowNs / NS_PER_NUMBER;
    }

    void send(SourceTrack source, PublishSpec spec, AudioPacket audio, boolean held) {
        boolean first = segment != source.segment();
        if (first) {
            segment = source.segment();
            segmentStart = audio.sequence;
            shift = audio.sequence - (last + 1);
        } else if (audio.sequence < segmentStart) {
            return;
        }
        boolean red = audio.isRed && audio.payloadLength <= VoicePacket.MAX_PAYLOAD;
        if (!red && audio.opusLength > VoicePacket.MAX_PAYLOAD) {
            return;
        }
        if (red) {
            packet.length(audio.red.rewrite(packet.payload(), 0, spec.opusPayloadType(), audio.maxRedundancyTicks));
        } else {
            System.arraycopy(audio.bytes, audio.opusOffset, packet.payload(), 0, audio.opusLength);
            packet.length(audio.opusLength);
        }
        long sequence = audio.sequence - shift;
        last = Math.max(last, sequence);
        packet.media(sequence, audio.timestamp, audio.level < 0 ? LevelMeter.SILENCE : audio.level);
        exit.leave(packet.marked(first, held, red));
    }
}
