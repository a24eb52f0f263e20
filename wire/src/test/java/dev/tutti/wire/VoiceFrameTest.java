package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tutti.foundation.Fence;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Voice is written and read in place: the same bytes as the record's, and nothing allocated. */
class VoiceFrameTest {
    private static final int ROUNDS = 20_000;
    /** Compiling costs a few thousand bytes once; the smallest object a frame would be sixteen times this. */
    private static final long ONCE_BYTES = ROUNDS;

    private final VoiceFrameWriter writer = new VoiceFrameWriter();
    private final EnvelopeView envelope = new EnvelopeView();
    private final VoiceFrameView voice = new VoiceFrameView();
    private final byte[] opus = Samples.bytes(60, 0x40);

    private void prepare() {
        var sample = (VoiceFrame) Samples.of(MessageType.VOICE_FRAME);
        writer.talker(Samples.ENVELOPE.session(), Samples.ENVELOPE.source(), sample.talker())
                .lease(sample.channel(), sample.fence())
                .media(sample.mediaSeq(), sample.mediaTime(), sample.level(), sample.marks());
        assertThat(writer.opus(opus, 0, opus.length)).isTrue();
    }

    @Test
    void theWriterWritesWhatTheCodecWrites() {
        prepare();
        var written = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        writer.write(Samples.ENVELOPE.seq(), Samples.ENVELOPE.timestampUs(), written);
        var encoded = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        new WireCodec().encode(Samples.ENVELOPE, Samples.of(MessageType.VOICE_FRAME), encoded);
        assertThat(written.flip()).isEqualTo(encoded.flip());
    }

    @Test
    void theViewReadsWhatTheCodecReads() {
        var sample = (VoiceFrame) Samples.of(MessageType.VOICE_FRAME);
        // Not at the start of its buffer, and not on the heap.
        var bytes = ByteBuffer.allocateDirect(Envelope.MAX_DATAGRAM).position(13);
        new WireCodec().encode(Samples.ENVELOPE, sample, bytes);
        bytes.limit(bytes.position()).position(13);

        assertThat(envelope.wrap(bytes)).isEqualTo(Verdict.ACCEPTED);
        assertThat(envelope.type()).isEqualTo(MessageType.VOICE_FRAME.code());
        assertThat(envelope.envelope()).isEqualTo(Samples.ENVELOPE);
        assertThat(voice.wrap(envelope)).isEqualTo(Verdict.ACCEPTED);
        assertThat(voice.channel()).isEqualTo(sample.channel().value());
        assertThat(new Fence(voice.term(), voice.leaderTag(), voice.leaseSeq())).isEqualTo(sample.fence());
        assertThat(voice.talker()).isEqualTo(sample.talker().value());
        assertThat(voice.mediaSeq()).isEqualTo(sample.mediaSeq());
        assertThat(voice.mediaTime()).isEqualTo(sample.mediaTime());
        assertThat(voice.level()).isEqualTo(sample.level());
        assertThat(voice.marks()).isEqualTo(sample.marks());
        var copied = new byte[voice.opusLength()];
        voice.opus(copied, 0);
        assertThat(copied).isEqualTo(opus);
    }

    @Test
    void itsFenceIsComparedInPlace() {
        prepare();
        var bytes = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        writer.write(1, 1, bytes);
        envelope.wrap(bytes.flip());
        voice.wrap(envelope);
        Fence same = Samples.FENCE;
        assertThat(voice.compareFence(same)).isZero();
        assertThat(voice.compareFence(same.epoch().fence(same.leaseSeq() + 1))).isNegative();
        assertThat(voice.compareFence(new Fence(same.term() - 1, -1, 9))).isPositive();
        assertThat(voice.compareFence(new Fence(same.term(), -1, 0))).isNegative();
    }

    @Test
    void aPacketThatIsTooLongIsRefusedByWriterAndView() {
        assertThat(writer.opus(new byte[VoiceFrame.MAX_OPUS + 1], 0, VoiceFrame.MAX_OPUS + 1))
                .isFalse();
        prepare();
        var bytes = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        writer.write(1, 1, bytes);
        bytes.flip();
        int length = Envelope.LENGTH + VoiceFrameView.AT_OPUS_LENGTH;
        assertThat(lengthSays(bytes, length, VoiceFrame.MAX_OPUS + 1)).isEqualTo(Verdict.OVER_LIMIT);
        assertThat(lengthSays(bytes, length, opus.length + 1)).isEqualTo(Verdict.TRUNCATED);
    }

    private Verdict lengthSays(ByteBuffer bytes, int at, int length) {
        bytes.putShort(at, (short) length);
        bytes.putInt(Envelope.AT_CRC, EnvelopeView.crc(new CRC32C(), bytes, 0, bytes.limit()));
        assertThat(envelope.wrap(bytes)).isEqualTo(Verdict.ACCEPTED);
        return voice.wrap(envelope);
    }

    @Test
    void theLongestPacketFitsIntoADatagram() {
        assertThat(Envelope.LENGTH + VoiceFrameView.AT_OPUS + VoiceFrame.MAX_OPUS + 32)
                .isLessThanOrEqualTo(Envelope.MAX_DATAGRAM);
    }

    @Test
    void writingAndReadingAllocateNothing() {
        prepare();
        var bytes = ByteBuffer.allocateDirect(Envelope.MAX_DATAGRAM);
        assertThat(roundTrips(bytes)).isEqualTo(ROUNDS);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int done = roundTrips(bytes);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(done).isEqualTo(ROUNDS);
        assertThat(allocated).as("bytes for %d frames", ROUNDS).isLessThan(ONCE_BYTES);
    }

    private int roundTrips(ByteBuffer bytes) {
        var copy = new byte[opus.length];
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            writer.media(i, 960L * i, i & 0x7F, 0);
            writer.opus(opus, 0, opus.length);
            bytes.clear();
            writer.write(i, i, bytes);
            bytes.flip();
            if (envelope.wrap(bytes) == Verdict.ACCEPTED && voice.wrap(envelope) == Verdict.ACCEPTED) {
                voice.opus(copy, 0);
                accepted += voice.mediaSeq() == i && voice.compareFence(Samples.FENCE) == 0 ? 1 : 0;
            }
        }
        return accepted;
    }
}
