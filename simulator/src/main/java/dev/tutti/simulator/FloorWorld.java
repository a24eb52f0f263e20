package dev.tutti.simulator;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.floor.FloorArbiter;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorMessage;
import dev.tutti.session.floor.FloorTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One leader, several ingresses, many people, and faults; the whole of it in one thread under one seed. */
public final class FloorWorld {
    private static final int NODES = 4;
    private static final int PEOPLE = 40;
    private static final long TICK_NS = VirtualTime.ms(10);
    /** Two clocks that drift apart by this much use up three quarters of the margin in one lease. */
    private static final double DRIFT_PPM = 5_000;

    private static final String LEADER = "leader";
    private static final UserId HOST = new UserId("host");
    static final ChannelId ALL = new ChannelId("all");
    static final ChannelId CREW = new ChannelId("crew");

    /** What a run was. */
    public record Outcome(
            long traceHash, long requests, long grants, long conflicts, long packets, List<String> violations) {
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final SimulatedNetwork network;
    private final FloorChecker checker = new FloorChecker(time);
    private final PlantedFloorBug bug;
    private final NodeClock leaderClock;
    private final FloorArbiter arbiter;
    private final List<FloorNode> nodes = new ArrayList<>();
    private final List<FloorPerson> people = new ArrayList<>();
    private SessionState state;
    private boolean healed;

    private FloorWorld(long seed, PlantedFloorBug bug) {
        this.bug = bug;
        random = new SplittableRandom(seed);
        network = new SimulatedNetwork(time, random.split());
        leaderClock = new NodeClock(time, drift(), random.nextLong(1L << 40));
        state = session(PEOPLE);
        arbiter = new FloorArbiter(
                state,
                new FloorArbiter.Setup(
                        new Epoch(1, 42), FloorTimes.FAST, new FloorLimits(64, 1_000, 1_000), bug.rules()),
                this::decided);
        for (int n = 0; n < NODES; n++) {
            var clock = new NodeClock(time, drift(), random.nextLong(1L << 40));
            nodes.add(new FloorNode("node" + n, this, clock, random.split()));
        }
        for (int p = 0; p < PEOPLE; p++) {
            FloorNode node = nodes.get(p % NODES);
            var person = new FloorPerson(new UserId("p" + p), p + 1L, node, random.split(), ALL, CREW);
            node.add(person);
            people.add(person);
        }
        time.after(TICK_NS, this::leaderTick);
        time.after(VirtualTime.ms(500), this::fault);
    }

    /** Runs that long under faults, then heals and expects a working floor. */
    public static Outcome run(long seed, long seconds, PlantedFloorBug bug) {
        var world = new FloorWorld(seed, bug);
        world.time.runUntil(VirtualTime.ms(seconds * 1_000));
        world.heal();
        return world.checker.outcome();
    }

    private double drift() {
        return random.nextDouble(-DRIFT_PPM, DRIFT_PPM);
    }

    VirtualTime time() {
        return time;
    }

    FloorChecker checker() {
        return checker;
    }

    PlantedFloorBug bug() {
        return bug;
    }

    SessionState state() {
        return state;
    }

    void toLeader(FloorNode from, FloorMessage message) {
        network.send(from.name, LEADER, () -> arbiter.handle(message, leaderClock.monotonicNs()));
    }

    /** Nobody knows where a person is attached but the node itself, so every node hears everything. */
    private void decided(FloorDecision decision) {
        time.trace(decision.getClass().getSimpleName());
        for (FloorNode node : nodes) {
            if (concerns(decision, node)) {
                network.send(LEADER, node.name, () -> node.decided(decision));
            }
        }
    }

    private boolean concerns(FloorDecision decision, FloorNode node) {
        UserId user = switch (decision) {
            case FloorDecision.Granted d -> d.userId();
            case FloorDecision.Queued d -> d.userId();
            case FloorDecision.Offered d -> d.userId();
            case FloorDecision.Denied d -> d.userId();
            case FloorDecision.Ending d -> d.userId();
            case FloorDecision.Revoke d -> d.userId();
            case FloorDecision.Renewed _, FloorDecision.Taken _, FloorDecision.Idle _, FloorDecision.Line _ -> null;
        };
        return user == null || nodeOf(user) == node;
    }

    private FloorNode nodeOf(UserId user) {
        return nodes.get(Integer.parseInt(user.value().substring(1)) % NODES);
    }

    private void leaderTick() {
        arbiter.doWork(leaderClock.monotonicNs());
        time.after(TICK_NS, this::leaderTick);
    }

    void opened(FloorNode node, FloorPerson person, ChannelId channel) {
        checker.opened(channel, person.id, others(person, channel));
    }

    void forwarded(FloorNode node, FloorPerson person, ChannelId channel) {
        time.trace("voice " + person.id + person.leaseSeq);
        checker.forwarded(channel, person.id, person.leaseSeq, others(person, channel));
    }

    private List<UserId> others(FloorPerson person, ChannelId channel) {
        var found = new ArrayList<UserId>();
        nodes.forEach(node -> node.open(channel, found));
        found.remove(person.id);
        return found;
    }

    private void fault() {
        if (healed) {
            return;
        }
        FloorNode node = victim();
        switch (random.nextInt(10)) {
            case 0, 7 -> network.cut(node.name, LEADER, VirtualTime.ms(random.nextInt(500, 4_000)));
            case 1 -> network.cut(LEADER, node.name, VirtualTime.ms(random.nextInt(500, 4_000)));
            case 2 -> node.sleep(VirtualTime.ms(random.nextInt(1_200, 6_000)));
            case 3 -> node.setWall(random.nextInt(-4_000, 4_000));
            case 4 -> node.restart(VirtualTime.ms(random.nextInt(10, 1_500)));
            case 5 -> expel(people.get(random.nextInt(PEOPLE)));
            case 6 -> node.sleepAfterNextAsk(VirtualTime.ms(random.nextInt(1_600, 4_000)));
            default -> {
                long forNs = VirtualTime.ms(random.nextInt(1_000, 4_000));
                network.cut(node.name, LEADER, forNs);
                network.cut(LEADER, node.name, forNs);
            }
        }
        time.after(VirtualTime.ms(random.nextInt(200, 2_000)), this::fault);
    }

    /** Rather a node where somebody talks: there a fault matters. */
    private FloorNode victim() {
        int first = random.nextInt(PEOPLE);
        for (int i = 0; random.nextInt(4) != 0 && i < PEOPLE; i++) {
            FloorPerson person = people.get((first + i) % PEOPLE);
            if (person.lease != null) {
                return nodeOf(person.id);
            }
        }
        return nodes.get(first % NODES);
    }

    /** Removed, and let in again a while later; the state reaches every node, if it is up, in its own time. */
    private void expel(FloorPerson person) {
        if (state.capabilities(person.id).isEmpty()) {
            return;
        }
        change(new Event.ParticipantRemoved(person.id, HOST));
        checker.expelled(person.id);
        time.after(VirtualTime.ms(random.nextInt(2_000, 8_000)), () -> {
            checker.readmitted(person.id);
            change(new Event.ParticipantJoined(person.id, person.id.value(), "staff", HOST));
        });
    }

    private void change(Event event) {
        state = state.apply(state.sequence() + 1, state.sequence(), event);
        SessionState next = state;
        arbiter.configure(next, leaderClock.monotonicNs());
        for (FloorNode node : nodes) {
            time.after(VirtualTime.ms(random.nextInt(1, 300)), () -> node.configure(next));
        }
    }

    /** When faults stop, whoever presses talks within a few seconds (invariant 7). */
    private void heal() {
        healed = true;
        network.heal();
        nodes.forEach(node -> node.sleepAfterNextAsk(0));
        people.forEach(FloorPerson::stop);
        time.runUntil(time.nowNs() + VirtualTime.ms(20_000));
        FloorPerson last = people.getFirst();
        if (state.capabilities(last.id).isEmpty()) {
            checker.violation("7: nobody let the expelled in again");
        }
        long before = checker.grants();
        last.ask(ALL, true, false);
        time.runUntil(time.nowNs() + VirtualTime.ms(400));
        if (checker.grants() == before) {
            checker.violation("7: no floor after the faults");
        }
    }

    /** A venue with that many people, two channels, one of them by priority. */
    static SessionState session(int people) {
        var settings = new Settings("Venue", Admission.OPEN, true, Ducking.DUCK, 5);
        var roles = List.of("supervisor", "dispatcher", "staff", "emergency");
        SessionState state = SessionState.begin(
                new SessionId("s"),
                1,
                0,
                new Event.SessionCreated(SessionKind.SHIFT, settings, new JoinCode("K7M4RT"), HOST));
        var events = new ArrayList<Event>();
        events.add(new Event.ChannelCreated(
                new Channel(ALL, "All", ChannelMode.FLOOR, FloorOrder.FIFO, roles, roles, null)));
        events.add(new Event.ChannelCreated(
                new Channel(CREW, "Crew", ChannelMode.FLOOR, FloorOrder.PRIORITY, roles, roles, null)));
        events.add(new Event.ParticipantJoined(HOST, "Host", "supervisor", null));
        for (int p = 0; p < people; p++) {
            String role = p % 10 == 1 ? "dispatcher" : p % 20 == 2 ? "emergency" : "staff";
            events.add(new Event.ParticipantJoined(new UserId("p" + p), "P" + p, role, null));
        }
        for (Event event : events) {
            state = state.apply(state.sequence() + 1, 0, event);
        }
        return state;
    }
}
