package dev.tutti.benchmarks.micro;

import dev.tutti.rtp.RtpWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writes one listener's header (payload type, numbers, audio level) and copies the payload behind it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RtpRewrite {
    private static final int PAYLOAD = 80;

    private final RtpWriter writer = new RtpWriter();
    private final byte[] payload = new byte[PAYLOAD];
    private final byte[] level = {42};
    private final byte[] packet = new byte[1600];
    private int sequence;

    @Benchmark
    public int rewriteOnePacket() {
        writer.begin(packet, 0, false, 111);
        writer.stream(++sequence & 0xFFFF, sequence * 960L, 0x1234_5678L);
        writer.extension(1, level, 0, 1);
        int at = writer.end();
        System.arraycopy(payload, 0, packet, at, PAYLOAD);
        return at + PAYLOAD;
    }
}
