package dev.tutti.benchmarks.micro;

import dev.tutti.foundation.Fence;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.Verdict;
import dev.tutti.wire.VoiceFrameView;
import dev.tutti.wire.VoiceFrameWriter;
import dev.tutti.wire.sealed.SealedLink;
import dev.tutti.wire.sealed.SealedVerdict;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One voice frame between two nodes: written, read, sealed, and the whole way from one to the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VoiceWire {
    private static final byte[] SECRET = new byte[32];
    private static final byte[] OPUS = new byte[60];

    private final VoiceFrameWriter writer = new VoiceFrameWriter()
            .talker(new SessionTag(1), new NodeTag(2), new TalkerTag(3))
            .lease(new ChannelTag(4), new Fence(1, 2, 3));
    private final EnvelopeView envelope = new EnvelopeView();
    private final VoiceFrameView voice = new VoiceFrameView();
    private final SealedLink here = SealedLink.of(SECRET, true, 1, 2);
    private final SealedLink there = SealedLink.of(SECRET, false, 2, 1);
    private final ByteBuffer message = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(Envelope.MAX_DATAGRAM);
    private final ByteBuffer opened = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
    private int sequence;

    @Setup
    public void firstFrame() {
        writeOneFrame();
    }

    @Benchmark
    public int writeOneFrame() {
        sequence++;
        writer.media(sequence, 960L * sequence, 30, 0);
        writer.opus(OPUS, 0, OPUS.length);
        message.clear();
        writer.write(sequence, sequence, message);
        message.flip();
        return message.limit();
    }

    @Benchmark
    public long readOneFrame() {
        return read(message);
    }

    @Benchmark
    public int sealOneFrame() {
        datagram.clear();
        here.sender().seal(message, datagram);
        return datagram.position();
    }

    @Benchmark
    public long fromNodeToNode() {
        writeOneFrame();
        sealOneFrame();
        opened.clear();
        if (there.receiver().open(datagram.flip(), opened) != SealedVerdict.OPENED) {
            throw new IllegalStateException("refused");
        }
        return read(opened.flip());
    }

    private long read(ByteBuffer bytes) {
        if (envelope.wrap(bytes) != Verdict.ACCEPTED || voice.wrap(envelope) != Verdict.ACCEPTED) {
            throw new IllegalStateException("refused");
        }
        return voice.mediaSeq();
    }
}
