package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.floor.FloorLedger;
import dev.tutti.benchmarks.forward.Arrivals;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.hub.ProcessCpu;
import dev.tutti.benchmarks.load.LoadMember.Part;
import dev.tutti.benchmarks.load.LoadScene.Findings;
import dev.tutti.benchmarks.load.LoadScene.Sockets;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.lightclient.LightClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** So many participants on one hub for so many seconds, and what they saw. */
final class LoadRun {
    private static final double NS_PER_S = 1e9;

    private final int participants;
    private final int seconds;
    private final long seed;
    private final LoadTally tally = new LoadTally();
    private final FloorLedger ledger = new FloorLedger();
    private final Arrivals arrivals = new Arrivals();
    private double cpuShare;

    LoadRun(int participants, int seconds, long seed) {
        this.participants = participants;
        this.seconds = seconds;
        this.seed = seed;
    }

    /** A fifth talks, a tenth comes and goes, the others stay and listen. */
    static Part part(int number, int participants) {
        int talkers = Math.max(2, participants / 5);
        int churners = Math.max(1, participants / 10);
        if (number < talkers) {
            return Part.TALKS;
        }
        return number < talkers + churners ? Part.CHURNS : Part.LISTENS;
    }

    void run(HubProcess hub, HubApi api, HubApi.Member owner) throws IOException, InterruptedException {
        var clock = NanoClock.system();
        var random = new SplittableRandom(seed);
        var session = api.openSession(owner, "shift");
        try (var media = LightClients.start(clock, WallClock.system(), Entropy.system());
                var loop = new WebSocketLoop(clock)) {
            var findings = new Findings(tally, ledger, arrivals, new AtomicInteger());
            var scene = new LoadScene(hub, api, session, new Sockets(media, loop), findings, clock);
            var members = new ArrayList<LoadMember>();
            for (int i = 0; i < participants; i++) {
                members.add(new LoadMember(scene, part(i, participants), i, random.split()));
            }
            findings.steady().set((int) members.stream()
                    .filter(member -> member.part() == Part.LISTENS)
                    .count());
            var cpu = new ProcessCpu(hub.pid());
            var before = cpu.read();
            long startNs = clock.nanoTime();
            long untilNs = startNs + (long) (seconds * NS_PER_S);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                members.forEach(member -> threads.execute(() -> live(member, untilNs)));
            }
            cpuShare = cpu.read().nsSince(before) / (double) (clock.nanoTime() - startNs);
            members.forEach(LoadMember::leave);
        }
        api.post("/session/" + session.id() + "/close", owner.token(), java.util.Map.of());
    }

    private void live(LoadMember member, long untilNs) {
        try {
            member.live(untilNs);
        } catch (IOException | RuntimeException e) {
            tally.failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    int conflicts() {
        return ledger.conflicts();
    }

    int failures() {
        return tally.failures().size();
    }

    Report describe(Report report) {
        var heard = arrivals.take();
        double lostPct = tally.expected() == 0 ? Double.NaN : 100.0 * (1 - (double) heard.count() / tally.expected());
        report.say(
                "%3d participants, %d s, seed %d: %d talks, %d packets heard of %d; hub CPU %.1f %% of a core; %d failures%s",
                participants,
                seconds,
                seed,
                tally.talks(),
                heard.count(),
                tally.expected(),
                cpuShare * 100,
                failures(),
                failures() == 0 ? "" : ", first: " + tally.failures().getFirst());
        return report.inner()
                .put("join_ms", tally.joinsMs(), 50, 95)
                .put("floor_ms", tally.decisionsMs(), 50, 99)
                .put("reconnect_ms", tally.reconnectsMs(), 50, 95)
                .put("voice_ms", heard, 50, 99)
                .put("talks", tally.talks())
                .put("lost_pct", lostPct)
                .put("hub_cpu_pct", cpuShare * 100)
                .put("conflicts", conflicts())
                .put("failures", failures());
    }
}
