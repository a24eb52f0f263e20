package dev.tutti.benchmarks.micro;

import dev.tutti.foundation.Entropy;
import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import dev.tutti.media.srtp.SrtpSender;
import dev.tutti.rtp.Bytes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encrypts one voice packet for one listener. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SrtpProtect {
    private static final int LENGTH = 100;

    @Param
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    /** Whether the system's libcrypto may be used (for GCM). */
    @Param({"on", "off"})
    String foreign = "on";

    private final byte[] packet = new byte[LENGTH];
    private final byte[] wire = new byte[2048];
    private @Nullable SrtpSender sender;
    private int sequence;

    private SrtpSender newSender() {
        var entropy = Entropy.seeded(1);
        return new SrtpSender(
                profile, new SrtpKey(entropy.bytes(profile.keyLength()), entropy.bytes(profile.saltLength())));
    }

    @Setup
    public void newKey() {
        // Read when the first cipher is made, and each case has a process of its own.
        System.setProperty("tutti.foreign", foreign);
        sender = newSender();
        packet[0] = (byte) 0x80;
        packet[1] = 111;
    }

    @Benchmark
    public int protectOnePacket() {
        Bytes.put16(packet, 2, ++sequence & 0xFFFF);
        return Objects.requireNonNull(sender).protectRtp(packet, 0, LENGTH, wire);
    }
}
