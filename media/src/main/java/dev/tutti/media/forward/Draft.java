package dev.tutti.media.forward;

import dev.tutti.rtp.RtpWriter;

/** The packet being written for one subscriber after the other; one for all of a track stays in the processor's cache. */
final class Draft {
    private static final int MAX_PACKET = 1600;

    final RtpWriter writer = new RtpWriter();
    final byte[] bytes = new byte[MAX_PACKET];
    private final byte[] level = new byte[1];

    void level(int extension, int audioLevel) {
        level[0] = (byte) audioLevel;
        writer.extension(extension, level, 0, 1);
    }
}
