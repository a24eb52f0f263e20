package dev.tutti.node.doctor;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.wire.DoctorMessages.DoctorAnswer;
import dev.tutti.gateway.wire.DoctorMessages.DoctorFinding;
import dev.tutti.gateway.wire.DoctorMessages.SeenRefusal;
import dev.tutti.node.config.HubConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The doctor of a running hub. Examines it when somebody asks, once at a time; who asks meanwhile, or within some seconds
 * after, gets the same answer. Thread-safe.
 */
public final class DoctorDesk implements Supplier<DoctorAnswer> {
    /** Less than a page waits for an answer. */
    private static final long WITHIN_MS = 6_000;

    private static final long GOOD_FOR_NS = TimeUnit.SECONDS.toNanos(5);

    private final HubConfig config;
    private final Ports ports;
    private @Nullable DoctorAnswer last;
    private long examinedNs;

    /**
     * What it asks.
     *
     * @param seen whom the hub refused lately
     */
    public record Ports(
            Supplier<Patient.RunningHub> hub,
            Supplier<List<InetAddress>> addresses,
            Supplier<List<SeenRefusal>> seen,
            Platform platform) {}

    /** Clocks and randomness. */
    public record Platform(NanoClock clock, WallClock wallClock, Entropy entropy) {}

    public DoctorDesk(HubConfig config, Ports ports) {
        this.config = config;
        this.ports = ports;
    }

    @Override
    public synchronized DoctorAnswer get() {
        var platform = ports.platform();
        var answer = last;
        if (answer == null || platform.clock().nanoTime() - examinedNs > GOOD_FOR_NS) {
            answer = examine(platform);
            last = answer;
            examinedNs = platform.clock().nanoTime();
        }
        return answer;
    }

    private DoctorAnswer examine(Platform platform) {
        var patient = new Patient(
                config,
                Optional.of(ports.hub().get()),
                ports.addresses().get(),
                platform.clock(),
                platform.wallClock(),
                platform.entropy());
        var findings = Examination.of(patient, WITHIN_MS).stream()
                .map(one -> new DoctorFinding(one.check(), one.subject(), word(one.status()), one.what(), one.fix()))
                .toList();
        return new DoctorAnswer(
                platform.wallClock().now(), findings, ports.seen().get());
    }

    static String word(Finding.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
