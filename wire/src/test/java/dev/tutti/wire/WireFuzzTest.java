package dev.tutti.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Whatever bytes come, the codec takes or refuses them, and what it takes it can say again. */
class WireFuzzTest {
    private final WireCodec codec = new WireCodec();

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreDecodedOrRefused(byte[] data) {
        decode(ByteBuffer.wrap(data));
        if (data.length >= Envelope.LENGTH) {
            EnvelopeView.payloadLength(ByteBuffer.wrap(data), 0);
        }
    }

    /** Magic, length and checksum made right, so that types and payloads are reached. */
    @FuzzTest(maxDuration = "60s")
    void anyPayloadIsDecodedOrRefused(byte[] data) {
        if (data.length == 0) {
            return;
        }
        var message = ByteBuffer.allocate(Envelope.LENGTH + data.length - 1);
        message.put(Envelope.AT_MAGIC, (byte) Envelope.MAGIC).put(Envelope.AT_VERSION, (byte) Envelope.VERSION);
        message.put(Envelope.AT_TYPE, data[0]).putLong(Envelope.AT_SOURCE, 1);
        message.putInt(Envelope.AT_PAYLOAD_LENGTH, data.length - 1).put(Envelope.LENGTH, data, 1, data.length - 1);
        message.putInt(Envelope.AT_CRC, EnvelopeView.crc(new CRC32C(), message, 0, message.limit()));
        decode(message);
    }

    private void decode(ByteBuffer message) {
        if (codec.decode(message) instanceof Received.Accepted accepted) {
            var again = ByteBuffer.allocate(message.remaining());
            codec.encode(accepted.envelope(), accepted.message(), again);
            check(codec.decode(again.flip()).equals(accepted));
            view(message, accepted);
        }
    }

    private static void view(ByteBuffer message, Received.Accepted accepted) {
        if (accepted.message() instanceof VoiceFrame frame) {
            var envelope = new EnvelopeView();
            var voice = new VoiceFrameView();
            check(envelope.wrap(message) == Verdict.ACCEPTED && voice.wrap(envelope) == Verdict.ACCEPTED);
            var opus = new byte[voice.opusLength()];
            voice.opus(opus, 0);
            check(Octets.of(opus).equals(frame.opus()) && voice.mediaSeq() == frame.mediaSeq());
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("What was decoded is not what comes back");
        }
    }
}
