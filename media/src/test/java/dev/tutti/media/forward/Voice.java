package dev.tutti.media.forward;

import dev.tutti.media.lightclient.LightClient;
import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.RtpWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Speaks numbered packets of readable payload, 20 ms apart on the media clock. */
final class Voice {
    static final int OPUS = 111;
    static final int RED = 63;
    static final int AUDIO_LEVEL_ID = 1;

    final long ssrc;
    private final RtpWriter writer = new RtpWriter();
    private final byte[] packet = new byte[512];
    private int sequence;
    private long timestamp;

    Voice(long ssrc, int firstSequence) {
        this.ssrc = ssrc;
        sequence = firstSequence;
        timestamp = 1000L * firstSequence;
    }

    /** Makes the next packet; returns its length in {@link #bytes}. */
    int next(int payloadType, byte[] payload) {
        writer.begin(packet, 0, false, payloadType);
        writer.stream(sequence++ & 0xFFFF, timestamp, ssrc);
        timestamp += 960;
        writer.extension(AUDIO_LEVEL_ID, new byte[] {(byte) 0x8A}, 0, 1);
        int at = writer.end();
        System.arraycopy(payload, 0, packet, at, payload.length);
        return at + payload.length;
    }

    int next(String text) {
        return next(OPUS, text.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] bytes() {
        return packet;
    }

    void say(LightClient client, String text) {
        int length = next(text);
        client.sendRtp(packet, length);
    }

    /** Says text with the two frames before it as redundancy. */
    void sayRed(LightClient client, String older, String old, String text) {
        var red = new byte[64];
        Bytes.put32(red, 0, 1L << 31 | (long) OPUS << 24 | 1920L << 10 | older.length());
        Bytes.put32(red, 4, 1L << 31 | (long) OPUS << 24 | 960L << 10 | old.length());
        red[8] = OPUS;
        byte[] blocks = (older + old + text).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(blocks, 0, red, 9, blocks.length);
        int length = next(RED, Arrays.copyOf(red, 9 + blocks.length));
        client.sendRtp(packet, length);
    }

    long timestamp() {
        return timestamp;
    }

    /** Loses a packet on the way. */
    void lose() {
        sequence++;
        timestamp += 960;
    }

    PublishSpec published(boolean nack) {
        return new PublishSpec("TR_1", ssrc, "0", OPUS, RED, nack, new ExtensionIds(AUDIO_LEVEL_ID, 0));
    }

    static SubscribeSpec subscribed(Forwarder forwarder, int opus, int red) {
        return new SubscribeSpec(forwarder.newSsrc(), "tutti", "1", opus, red, true, new ExtensionIds(3, 4));
    }
}
