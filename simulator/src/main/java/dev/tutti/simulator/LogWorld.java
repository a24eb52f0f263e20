package dev.tutti.simulator;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.UserId;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One hub with the production writer over a disk that misbehaves, and clients that repeat what was not answered. */
public final class LogWorld implements LogClient.World {
    private static final int CLIENTS = 8;
    private static final int FOLLOWERS = 3;

    /** What a run was; refused when the hub rightly did not start on a rotten disk. */
    public record Outcome(long traceHash, long commands, int crashes, boolean refused, List<String> violations) {
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final SimulatedNetwork network;
    private final SimulatedDisk disk;
    private final LogChecker checker = new LogChecker(time);
    private final PlantedLogBug bug;
    private final SimulatedSession session;
    private final List<LogFollower> followers = new ArrayList<>();
    private @Nullable SimulatedEventStore store;
    private @Nullable SessionWriter writer;
    private int crashes;
    private boolean refused;
    private boolean healed;

    private LogWorld(long seed, PlantedLogBug bug) {
        this.bug = bug;
        random = new SplittableRandom(seed);
        session = new SimulatedSession(time, Entropy.seeded(seed), bug, random);
        network = new SimulatedNetwork(time, random.split());
        disk = new SimulatedDisk(random.split());
        checker.acknowledged("create", session.create(new SimulatedEventStore(disk, bug)), 1);
        start();
        for (int c = 0; c < CLIENTS; c++) {
            new LogClient(new UserId("c" + c), random.split(), this).next();
        }
        for (int f = 0; f < FOLLOWERS; f++) {
            var follower = new LogFollower(checker);
            followers.add(follower);
            follow(follower);
        }
        time.after(VirtualTime.ms(300), this::fault);
        time.after(0, this::work);
    }

    /** Runs that long under faults, heals, restarts once more and compares everything. */
    public static Outcome run(long seed, long seconds, PlantedLogBug bug) {
        var world = new LogWorld(seed, bug);
        world.time.runUntil(VirtualTime.ms(seconds * 1_000));
        world.heal();
        return world.checker.outcome(world.crashes, world.refused);
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public LogChecker checker() {
        return checker;
    }

    @Override
    public SimulatedNetwork network() {
        return network;
    }

    @Override
    public int place(SplittableRandom dice) {
        return 0;
    }

    @Override
    public @Nullable SessionWriter session(int place) {
        return writer;
    }

    @Override
    public boolean isSettled(int place) {
        return true;
    }

    @Override
    public void provisional(int place, CommandResult.Accepted accepted) {
        checker.violation("3: there is no island here");
    }

    @Override
    public boolean isOver() {
        return healed;
    }

    private void start() {
        try {
            var opened = new SimulatedEventStore(disk, bug);
            // Looked at before the production code does, which would refuse a log with a hole.
            if (!checker.recovered(opened.all())) {
                refused = true;
                return;
            }
            SessionWriter recovered = SessionWriter.recover(SimulatedSession.ID, session.ports(opened, Pen.ALONE));
            store = opened;
            writer = recovered;
            checker.sameState(opened.all(), recovered.state());
            time.trace("started " + recovered.state().sequence());
        } catch (StoreException e) {
            refused = true;
            time.trace("refused " + e.kind());
        }
    }

    /** The writer's thread: takes its time, so that commands wait for each other. */
    private void work() {
        SessionWriter running = writer;
        if (running != null) {
            while (running.doWork()) {
                time.trace("sequence " + running.state().sequence());
            }
        }
        time.after(VirtualTime.ms(random.nextInt(1, 15)), this::work);
    }

    private void crash() {
        if (writer == null) {
            return;
        }
        crashes++;
        writer = null;
        store = null;
        followers.forEach(LogFollower::disconnected);
        disk.crash();
        time.after(VirtualTime.ms(random.nextInt(50, 1_000)), this::start);
    }

    private void fault() {
        if (healed) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> crash();
            case 2 -> {
                disk.setFull(true);
                time.after(VirtualTime.ms(random.nextInt(100, 1_500)), () -> disk.setFull(false));
            }
            case 3 -> {
                disk.failNextSync();
                // Somebody looks at the hub that refuses, and starts it again.
                time.after(VirtualTime.ms(2_000), this::crash);
            }
            case 4 -> followers.get(random.nextInt(FOLLOWERS)).disconnected();
            case 5 -> {
                if (random.nextInt(12) == 0 && disk.rot()) {
                    crash();
                }
            }
            case 6 -> {
                SimulatedEventStore opened = store;
                if (opened != null && bug == PlantedLogBug.ACKNOWLEDGED_BEFORE_SYNC && random.nextBoolean()) {
                    syncQuietly();
                }
            }
            default -> network.cut("client", "hub", VirtualTime.ms(random.nextInt(100, 2_000)));
        }
        time.after(VirtualTime.ms(random.nextInt(100, 1_500)), this::fault);
    }

    private void syncQuietly() {
        try {
            disk.sync();
        } catch (SimulatedDisk.SyncException _) {
            time.trace("a sync nobody waited for failed");
        }
    }

    private void follow(LogFollower follower) {
        SessionWriter running = writer;
        if (running != null) {
            follower.connect(running);
        }
        time.after(VirtualTime.ms(random.nextInt(50, 500)), () -> follow(follower));
    }

    private void heal() {
        healed = true;
        disk.setFull(false);
        network.heal();
        if (refused) {
            return;
        }
        time.runUntil(time.nowNs() + VirtualTime.ms(10_000));
        crash();
        time.runUntil(time.nowNs() + VirtualTime.ms(5_000));
        SessionWriter running = writer;
        if (running == null) {
            if (!refused) {
                checker.violation("7: the hub did not start again");
            }
            return;
        }
        followers.forEach(follower -> checker.reads(follower, running.state()));
    }
}
