package dev.tutti.simulator;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorGate;
import dev.tutti.session.floor.FloorIngress;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.session.floor.Passage;
import dev.tutti.session.floor.TimeGap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A machine with the production ingress on it, with its own clock, which sleeps and restarts. */
final class FloorNode implements Attachment {
    private static final long TICK_NS = VirtualTime.ms(20);

    final String name;
    private final FloorWorld world;
    private final NodeClock clock;
    private final SplittableRandom random;
    private final Map<Long, FloorPerson> people = new LinkedHashMap<>();
    private final List<Runnable> mailOfSleep = new ArrayList<>();
    private FloorIngress ingress;
    private TimeGap gap;
    private SessionState state;
    private long bootId;
    private boolean down;
    /** Slept and has not had a turn since, so no packet has passed the gates yet. */
    private boolean slept;

    private long sleepAfterAskNs;

    FloorNode(String name, FloorWorld world, NodeClock clock, SplittableRandom random) {
        this.name = name;
        this.world = world;
        this.clock = clock;
        this.random = random;
        state = world.state();
        gap = new TimeGap(FloorTimes.FAST.gapNs());
        ingress = boot();
        world.time().after(random.nextLong(TICK_NS), this::tick);
    }

    private FloorIngress boot() {
        bootId++;
        gap = new TimeGap(FloorTimes.FAST.gapNs());
        return new FloorIngress(
                state,
                new FloorIngress.Setup(
                        // Boot ids of different nodes differ, as node tags would make them.
                        bootId * 1_000 + name.hashCode(),
                        FloorTimes.FAST,
                        world.bug().rules(),
                        message -> world.toLeader(this, message),
                        new Clients()));
    }

    @Override
    public VirtualTime time() {
        return world.time();
    }

    void add(FloorPerson person) {
        people.put(person.connection, person);
    }

    @Override
    public boolean isDown() {
        return down || clock.isAsleep();
    }

    /** The clock that this node believes in. */
    private long now() {
        return world.bug() == PlantedFloorBug.LEASES_ON_WALL_CLOCK ? clock.wallMs() * 1_000_000 : clock.monotonicNs();
    }

    private long wallMs() {
        return world.bug() == PlantedFloorBug.LEASES_ON_WALL_CLOCK ? now() / 1_000_000 : clock.wallMs();
    }

    /** Every turn of a loop looks at the clocks first. */
    private void turn(Runnable what) {
        if (down) {
            return;
        }
        if (clock.isAsleep()) {
            return;
        }
        slept = false;
        if (gap.step(now(), wallMs())) {
            ingress.timeJumped();
        }
        what.run();
    }

    private void tick() {
        turn(() -> ingress.doWork(now()));
        long lateNs = random.nextInt(50) == 0 ? VirtualTime.ms(random.nextInt(74)) : 0;
        world.time().after(TICK_NS + lateNs, this::tick);
    }

    @Override
    public void ask(FloorPerson person, FloorAsk ask) {
        if (!isDown()) {
            world.checker().requested();
            world.time().trace("ask " + person.id);
            turn(() -> ingress.ask(ask, now()));
            if (sleepAfterAskNs > 0) {
                sleep(sleepAfterAskNs);
                sleepAfterAskNs = 0;
            }
        }
    }

    /** The lid closes just when somebody has pressed. */
    void sleepAfterNextAsk(long forNs) {
        sleepAfterAskNs = forNs;
    }

    @Override
    public void hold(long connection, String request) {
        turn(() -> ingress.hold(connection, request, true, now()));
    }

    @Override
    public void renew(long connection, String lease) {
        turn(() -> ingress.renew(connection, lease, now()));
    }

    @Override
    public void release(long connection, @Nullable String lease, @Nullable String request) {
        turn(() -> ingress.release(connection, lease, request));
    }

    /** Mail for a sleeping machine waits in its sockets. */
    void decided(FloorDecision decision) {
        if (clock.isAsleep()) {
            mailOfSleep.add(() -> turn(() -> ingress.decided(decision, now())));
            return;
        }
        turn(() -> ingress.decided(decision, now()));
    }

    void configure(SessionState next) {
        if (clock.isAsleep()) {
            mailOfSleep.add(() -> configure(next));
            return;
        }
        if (next.sequence() > state.sequence()) {
            state = next;
            turn(() -> ingress.configure(next, now()));
        }
    }

    @Override
    public void packet(FloorPerson person) {
        turn(() -> {
            FloorGate gate = ingress.gate(person.id);
            ChannelId channel = person.channel;
            if (gate.passage(now()) == Passage.FORWARD && channel != null) {
                world.forwarded(this, person, channel);
            }
        });
    }

    /** People here whose gate of that channel is open at this moment. */
    void open(ChannelId channel, List<UserId> found) {
        if (isDown() || slept) {
            return;
        }
        for (FloorPerson person : people.values()) {
            if (channel.equals(person.channel) && ingress.gate(person.id).isGranted(now())) {
                found.add(person.id);
            }
        }
    }

    void sleep(long forNs) {
        if (isDown()) {
            return;
        }
        clock.sleep();
        slept = true;
        world.time().after(forNs, () -> {
            clock.wake();
            List<Runnable> mail = List.copyOf(mailOfSleep);
            mailOfSleep.clear();
            mail.forEach(Runnable::run);
        });
    }

    /** Nobody sets the clock of a machine that sleeps: a step that hides just that sleep is not to be told from none. */
    void setWall(long shiftMs) {
        if (!isDown()) {
            clock.setWall(shiftMs);
        }
    }

    /** Dies and comes back with an empty memory. */
    void restart(long afterNs) {
        if (isDown()) {
            return;
        }
        down = true;
        world.time().after(afterNs, () -> {
            down = false;
            ingress = boot();
            people.values().forEach(FloorPerson::reconnected);
        });
    }

    private final class Clients implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            world.time().trace(notice.getClass().getSimpleName() + connection);
            FloorPerson person = people.get(connection);
            if (person == null) {
                person = revived(notice);
            }
            if (person != null) {
                person.told(notice);
                ChannelId channel = person.channel;
                if (notice instanceof FloorNotice.Granted && channel != null) {
                    world.opened(FloorNode.this, person, channel);
                }
            }
        }

        /** A lease nobody here asked for, which only broken rules give: whoever talks under it is found by its gate. */
        private @Nullable FloorPerson revived(FloorNotice notice) {
            if (!(notice instanceof FloorNotice.Granted)) {
                return null;
            }
            for (FloorPerson person : people.values()) {
                if (person.lease == null && ingress.gate(person.id).isGranted(now())) {
                    return person;
                }
            }
            return null;
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {}
    }
}
