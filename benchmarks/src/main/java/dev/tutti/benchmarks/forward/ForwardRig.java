package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.hub.ProcessCpu;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.lightclient.LightClients;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Rooms of 100, 50 and 10 listeners on one hub, one after the other, each beside a C relay with as many: windows of talk
 * through the one and the other in turn, and windows in which nobody talks.
 */
public final class ForwardRig implements AutoCloseable {
    /** The largest first: it compiles the hub's code soonest. */
    private static final List<Integer> LARGEST_FIRST = List.of(100, 50, 10);

    private static final long PACKET_NS = 1_000_000_000L / StampedRtp.PACKETS_PER_S;
    private static final long DRAIN_NS = 150_000_000;
    private static final long PART_NS = 1_500_000_000;
    private static final double NS_PER_US = 1e3;
    private static final int HURRY = 8;

    private final NanoClock clock = NanoClock.system();
    private final HubProcess hub;
    private final ProcessCpu hubCpu;
    private final LightClients media;
    private final WebSocketLoop loop;
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).name("pings").factory());

    /** How long and how often; windows of talk and of silence last equally long. */
    public record Plan(int warmUpS, int rounds, int windowS) {}

    /** What one window cost and took. */
    record Window(double cpuNs, double compilerNs, double seconds, int sent, Samples delaysMs) {}

    public ForwardRig(HubProcess hub) throws IOException {
        this.hub = hub;
        hubCpu = new ProcessCpu(hub.pid());
        media = LightClients.start(clock, WallClock.system(), Entropy.system());
        loop = new WebSocketLoop(clock);
    }

    public ForwardResult measure(Report report, Plan plan) throws IOException, InterruptedException {
        var result = new ForwardResult();
        long ssrc = 0x1000;
        for (int listeners : LARGEST_FIRST) {
            try (var hubArm = HubArm.join(hub, media, loop, listeners, ++ssrc);
                    var relayArm = new RelayArm(listeners, clock)) {
                var ping = pings.scheduleAtFixedRate(
                        () -> hubArm.ping(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime())),
                        0,
                        LiveKitMember.pingPeriodS(),
                        TimeUnit.SECONDS);
                var stream = new StampedRtp(ssrc);
                hurry(hubArm, stream, listeners == LARGEST_FIRST.getFirst() ? plan.warmUpS() : 1);
                hurry(relayArm, stream, 1);
                for (int round = 0; round < plan.rounds(); round++) {
                    double idleNsPerS = idle(plan.windowS());
                    Window throughHub = talk(hubArm, stream, plan.windowS());
                    Window throughRelay = talk(relayArm, stream, plan.windowS());
                    report.say(result.add(listeners, idleNsPerS, throughHub, throughRelay));
                }
                ping.cancel(false);
            }
            waitUntil(clock.nanoTime() + PART_NS);
        }
        return result;
    }

    /** Talks many times faster than anybody can, so that the hub's code is compiled before it is measured. */
    private void hurry(Arm arm, StampedRtp stream, int seconds) {
        long periodNs = PACKET_NS / HURRY;
        long startNs = clock.nanoTime();
        for (int i = 0; i < seconds * StampedRtp.PACKETS_PER_S * HURRY; i++) {
            waitUntil(startNs + i * periodNs);
            arm.send(stream.next(clock.nanoTime()));
        }
        waitUntil(clock.nanoTime() + PART_NS);
    }

    private double idle(int seconds) {
        var before = hubCpu.read();
        long startNs = clock.nanoTime();
        waitUntil(startNs + TimeUnit.SECONDS.toNanos(seconds));
        return hubCpu.read().nsSince(before) / ((clock.nanoTime() - startNs) / 1e9);
    }

    private Window talk(Arm arm, StampedRtp stream, int seconds) {
        arm.takeArrivals();
        int packets = seconds * StampedRtp.PACKETS_PER_S;
        var before = arm.serverCpu().read();
        long startNs = clock.nanoTime();
        for (int i = 0; i < packets; i++) {
            waitUntil(startNs + i * PACKET_NS);
            arm.send(stream.next(clock.nanoTime()));
        }
        waitUntil(clock.nanoTime() + DRAIN_NS);
        var after = arm.serverCpu().read();
        double cpuNs = after.nsSince(before);
        double compilerNs = after.compilerNs() - before.compilerNs();
        double lastedS = (clock.nanoTime() - startNs) / 1e9;
        return new Window(cpuNs, compilerNs, lastedS, packets, arm.takeArrivals());
    }

    private void waitUntil(long dueNs) {
        for (long leftNs = dueNs - clock.nanoTime(); leftNs > 0; leftNs = dueNs - clock.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    static double microseconds(double ns) {
        return ns / NS_PER_US;
    }

    @Override
    public void close() throws IOException {
        pings.shutdownNow();
        media.close();
        loop.close();
    }
}
