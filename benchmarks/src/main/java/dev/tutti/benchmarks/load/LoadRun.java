package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.floor.FloorLedger;
import dev.tutti.benchmarks.forward.Arrivals;
import dev.tutti.benchmarks.impair.BadWire;
import dev.tutti.benchmarks.impair.WireProfile;
import dev.tutti.benchmarks.load.LoadScene.Findings;
import dev.tutti.benchmarks.load.LoadScene.Sockets;
import dev.tutti.benchmarks.load.Player.Part;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.lightclient.MediaWay;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** So many participants on one hub for so many seconds, and what they saw. */
final class LoadRun {
    private static final double NS_PER_S = 1e9;

    private static final long PROGRESS_NS = 5_000_000_000L;
    private static final long STORM_LIMIT_NS = 60_000_000_000L;
    private static final long RETRY_NS = 500_000_000L;

    private final NanoClock clock = NanoClock.system();
    private final Plan plan;
    private final LoadTally tally = new LoadTally();
    private final FloorLedger ledger = new FloorLedger();
    private final Arrivals arrivals = new Arrivals();
    private double cpuShare = Double.NaN;
    private HubFigures.Reading used = HubFigures.Reading.NONE;

    /**
     * What is to be done.
     *
     * @param profile of the wire between the participants' voice and the hub
     * @param storm whether everybody loses the connection at once at the end, and comes back
     */
    record Plan(int participants, int seconds, long seed, WireProfile profile, boolean storm) {
        static Plan of(int participants, int seconds, long seed) {
            return new Plan(participants, seconds, seed, WireProfile.NONE, false);
        }
    }

    LoadRun(Plan plan) {
        this.plan = plan;
    }

    /** A fifth talks, but no more than that: nobody waits in a line of two hundred. */
    static final int MOST_TALKERS = 20;

    /** A fifth talks, a tenth comes and goes, the others stay and listen. */
    static Part part(int number, int participants) {
        int talkers = Math.clamp(participants / 5, 2, MOST_TALKERS);
        int churners = Math.max(1, participants / 10);
        if (number < talkers) {
            return Part.TALKS;
        }
        return number < talkers + churners ? Part.CHURNS : Part.LISTENS;
    }

    void run(List<LoadTarget> targets, Crowd crowd, Report progress) throws IOException, InterruptedException {
        try (var media = LightClients.start(clock, WallClock.system(), Entropy.system());
                var wire = new BadWire(plan.profile, clock, plan.seed);
                var tunnel = targets.getFirst().tunnel();
                var loop = new WebSocketLoop(clock, tunnel)) {
            var findings = new Findings(tally, ledger, arrivals, new AtomicInteger());
            var way = new MediaWay(InetAddress.ofLiteral("0.0.0.0"), wire::through);
            var scene = new LoadScene(new Sockets(media, loop, way), findings, clock);
            var members = joined(scene, crowd, progress);
            findings.steady().set(awaitEars(members, progress));
            play(targets, members, progress);
            if (plan.storm) {
                progress.say("      all %d lose their connections at once", members.size());
                together(members, this::comeBack);
            }
            members.forEach(Player::leave);
        }
        crowd.close();
    }

    /**
     * Nothing counts before everybody can hear: under loss a handshake takes its time, and who does not come through it is a
     * failure and no listener.
     */
    private int awaitEars(List<Player> members, Report progress) {
        var listeners =
                members.stream().filter(member -> member.part() == Part.LISTENS).toList();
        var hearing = new AtomicInteger();
        together(listeners, listener -> {
            listener.awaitEars();
            hearing.incrementAndGet();
        });
        progress.say("      %d of %d listeners can hear", hearing.get(), listeners.size());
        return hearing.get();
    }

    private List<Player> joined(LoadScene scene, Crowd crowd, Report progress)
            throws IOException, InterruptedException {
        var random = new SplittableRandom(plan.seed);
        var members = new ArrayList<Player>();
        for (int i = 0; i < plan.participants; i++) {
            members.add(crowd.enter(scene, part(i, plan.participants), i, random.split()));
            members.forEach(Player::stay);
            if (i % 100 == 99) {
                progress.say("      %d have joined", i + 1);
            }
        }
        return members;
    }

    private void play(List<LoadTarget> targets, List<Player> members, Report progress) throws InterruptedException {
        var figures = targets.stream().map(HubFigures::new).toList();
        var before = HubFigures.read(figures);
        long startNs = clock.nanoTime();
        long untilNs = startNs + (long) (plan.seconds * NS_PER_S);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            members.forEach(member -> threads.execute(() -> live(member, untilNs)));
            for (long next = startNs + PROGRESS_NS; next < untilNs; next += PROGRESS_NS) {
                LockSupport.parkNanos(next - clock.nanoTime());
                progress.say(
                        "      %d s: %d talks, %d packets heard, %d failures",
                        (clock.nanoTime() - startNs) / 1_000_000_000L,
                        tally.talks(),
                        arrivals.count(),
                        tally.failures().size());
            }
        }
        used = HubFigures.read(figures).since(before);
        cpuShare = used.cpuNs() / (clock.nanoTime() - startNs);
    }

    /** As a page does: it tries until it is back. */
    private void comeBack(Player member) throws IOException, InterruptedException {
        long untilNs = clock.nanoTime() + STORM_LIMIT_NS;
        for (; ; ) {
            try {
                member.storm();
                return;
            } catch (IOException e) {
                if (clock.nanoTime() > untilNs) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    /** What all of them do at the same moment. */
    private void together(List<Player> members, Deed deed) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Player member : members) {
                threads.execute(() -> {
                    try {
                        deed.of(member);
                    } catch (IOException | RuntimeException e) {
                        tally.failed(e);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }

    /** Something a member does. */
    private interface Deed {
        void of(Player member) throws IOException, InterruptedException;
    }

    private void live(Player member, long untilNs) {
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
        double listenedS = heard.count() / 50.0;
        report.say(
                "%3d participants, wire %s, %d s, seed %d: %d talks, %d packets heard of %d; hub CPU %.1f %% of a"
                        + " core; %d failures%s",
                plan.participants,
                plan.profile,
                plan.seconds,
                plan.seed,
                tally.talks(),
                heard.count(),
                tally.expected(),
                cpuShare * 100,
                failures(),
                failures() == 0 ? "" : ", first: " + tally.failures().getFirst());
        if (conflicts() > 0) {
            report.say("    %d floor conflicts, first: %s", conflicts(), ledger.firstConflict());
        }
        return report.inner()
                .put("join_ms", tally.joinsMs(), 50, 95)
                .put("floor_ms", tally.decisionsMs(), 50, 99)
                .put("reconnect_ms", tally.reconnectsMs(), 50, 95)
                .put("storm_ms", tally.stormsMs(), 50, 95)
                .put("voice_ms", heard, 50, 99)
                .put("talks", tally.talks())
                .put("lost_pct", lostPct)
                .put("gaps_per_30_s", listenedS == 0 ? Double.NaN : 30 * tally.gaps() / listenedS)
                .put("hub_cpu_pct", cpuShare * 100)
                .put("cpu_pct_per_participant", cpuShare * 100 / plan.participants)
                .put("memory_mb", used.memoryBytes() / 1e6)
                .put("memory_mb_per_participant", used.memoryGrowthBytes() / 1e6 / plan.participants)
                .put("kb_per_s_per_participant", used.mediaBytes() / 1e3 / plan.seconds / plan.participants)
                .put("conflicts", conflicts())
                .put("failures", failures());
    }
}
