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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Rooms of 10, 50 and 100 listeners on one hub beside C relays of the same sizes, and windows of talk through them in turn. */
public final class ForwardRig implements AutoCloseable {
    public static final List<Integer> SIZES = List.of(10, 50, 100);

    private static final long PACKET_NS = 1_000_000_000L / StampedRtp.PACKETS_PER_S;
    private static final long DRAIN_NS = 150_000_000;
    private static final double NS_PER_US = 1e3;

    private final NanoClock clock = NanoClock.system();
    private final LightClients media;
    private final WebSocketLoop loop;
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).name("pings").factory());
    private final List<HubArm> hubArms = new ArrayList<>();
    private final List<RelayArm> relayArms = new ArrayList<>();
    private final Map<Arm, StampedRtp> streams = new LinkedHashMap<>();
    private final ProcessCpu hubCpu;

    /** What one window of talk cost and took. */
    record Window(double cpuNs, double seconds, int sent, Samples delaysMs) {}

    public ForwardRig(HubProcess hub) throws IOException, InterruptedException {
        media = LightClients.start(clock, WallClock.system(), Entropy.system());
        loop = new WebSocketLoop(clock);
        hubCpu = new ProcessCpu(hub.pid());
        long ssrc = 0x1000;
        for (int size : SIZES) {
            var hubArm = HubArm.join(hub, media, loop, size, ++ssrc);
            var relayArm = new RelayArm(size, clock);
            hubArms.add(hubArm);
            relayArms.add(relayArm);
            streams.put(hubArm, new StampedRtp(ssrc));
            streams.put(relayArm, new StampedRtp(ssrc));
        }
        var _ = pings.scheduleAtFixedRate(
                () -> hubArms.forEach(arm -> arm.ping(clock.nanoTime() / 1_000_000)),
                0,
                LiveKitMember.pingPeriodS(),
                TimeUnit.SECONDS);
    }

    /** Talks to everybody so that both servers run compiled code. */
    public void warmUp(int seconds) {
        for (int i = SIZES.size() - 1; i >= 0; i--) {
            talk(hubArms.get(i), seconds);
            talk(relayArms.get(i), 1);
        }
    }

    /** Runs rounds of windows; each round visits every size in both arms and measures the idle hub once. */
    public ForwardResult measure(Report report, int rounds, int windowS) {
        var result = new ForwardResult();
        for (int round = 0; round < rounds; round++) {
            double idleNsPerS = idle(windowS);
            result.idle(idleNsPerS);
            for (int i = 0; i < SIZES.size(); i++) {
                int seconds = SIZES.get(i) < 50 ? windowS * 3 / 2 : windowS;
                Window hub = talk(hubArms.get(i), seconds);
                Window relay = talk(relayArms.get(i), seconds);
                result.add(SIZES.get(i), hub, relay);
            }
            report.say("round %d: idle hub %.2f ms CPU a second; %s", round + 1, idleNsPerS / 1e6, result.lastRound());
        }
        return result;
    }

    private double idle(int seconds) {
        var before = hubCpu.read();
        long startNs = clock.nanoTime();
        waitUntil(startNs + seconds * 1_000_000_000L);
        return hubCpu.read().nsSince(before) / ((clock.nanoTime() - startNs) / 1e9);
    }

    private Window talk(Arm arm, int seconds) {
        var stream = java.util.Objects.requireNonNull(streams.get(arm));
        arm.takeArrivals();
        int packets = seconds * StampedRtp.PACKETS_PER_S;
        var before = arm.serverCpu().read();
        long startNs = clock.nanoTime();
        for (int i = 0; i < packets; i++) {
            waitUntil(startNs + i * PACKET_NS);
            arm.send(stream.next(clock.nanoTime()));
        }
        waitUntil(clock.nanoTime() + DRAIN_NS);
        double cpuNs = arm.serverCpu().read().nsSince(before);
        double lastedS = (clock.nanoTime() - startNs) / 1e9;
        return new Window(cpuNs, lastedS, packets, arm.takeArrivals());
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
        for (RelayArm arm : relayArms) {
            arm.close();
        }
        media.close();
        loop.close();
    }
}
