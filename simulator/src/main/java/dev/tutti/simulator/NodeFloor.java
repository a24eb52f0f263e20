package dev.tutti.simulator;

import dev.tutti.cluster.floor.ClusterFloor;
import dev.tutti.cluster.membership.Election;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorGate;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.session.floor.Passage;
import dev.tutti.wire.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The production floor of one node of a cluster, the people attached there, and what plays the voice of others. */
final class NodeFloor implements Attachment {
    private static final long JITTER_BUFFER_NS = VirtualTime.ms(60);

    private final ClusterNode node;
    private final ClusterWorld world;
    private final Map<Long, FloorPerson> people = new LinkedHashMap<>();
    private @Nullable ClusterFloor floor;
    private Epoch openedFor = Epoch.NONE;
    private final ToldChecker told;

    NodeFloor(ClusterNode node, ClusterWorld world) {
        this.node = node;
        this.world = world;
        told = new ToldChecker(node, world);
    }

    ToldChecker told() {
        return told;
    }

    void add(FloorPerson person) {
        people.put(person.connection, person);
    }

    Iterable<FloorPerson> people() {
        return people.values();
    }

    /** The floor of a new boot; null before the first. */
    @Nullable ClusterFloor floor() {
        return floor;
    }

    ClusterFloor boot() {
        people.values().forEach(FloorPerson::reconnected);
        told.forget();
        var setup = new ClusterFloor.Setup(
                node.tag,
                node.tag ^ (node.boot() << 48),
                FloorTimes.FAST,
                new FloorLimits(64, 1_000, 1_000),
                world.options().floorBug().rules(),
                node.clock::monotonicNs);
        ClusterFloor booted = new ClusterFloor(world.session(), setup, new Clients(), this::send);
        floor = booted;
        return booted;
    }

    private void send(long toTag, Message message) {
        node.sendFloor(toTag, message);
    }

    void doWork(Election election) {
        ClusterFloor running = floor;
        if (running == null) {
            return;
        }
        running.doWork(election.component());
        told.look();
        if (running.isGranting() && !election.epoch().equals(openedFor)) {
            openedFor = election.epoch();
            world.floorChecker().opened(node, openedFor, running.view());
        }
    }

    void received(long fromTag, Message message) {
        ClusterFloor running = floor;
        if (running != null) {
            running.received(fromTag, message);
        }
    }

    // What people do

    @Override
    public VirtualTime time() {
        return world.time();
    }

    @Override
    public boolean isDown() {
        return !node.isRunning();
    }

    private void turn(Consumer<ClusterFloor> what) {
        ClusterFloor running = floor;
        if (running != null && node.isRunning()) {
            node.lookAtClocks();
            what.accept(running);
            running.pump();
        }
    }

    private long now() {
        return node.clock.monotonicNs();
    }

    @Override
    public void ask(FloorPerson person, FloorAsk ask) {
        world.floorChecker().requested();
        turn(running -> running.ingress().ask(ask, now()));
    }

    @Override
    public void hold(long connection, String request) {
        turn(running -> running.ingress().hold(connection, request, true, now()));
    }

    @Override
    public void renew(long connection, String lease) {
        turn(running -> running.ingress().renew(connection, lease, now()));
    }

    @Override
    public void release(long connection, @Nullable String lease, @Nullable String request) {
        turn(running -> running.ingress().release(connection, lease, request));
    }

    @Override
    public void packet(FloorPerson person) {
        turn(running -> {
            FloorGate gate = running.ingress().gate(person.id);
            ChannelId channel = person.channel;
            if (gate.passage(now()) == Passage.FORWARD && channel != null) {
                world.floorChecker().forwarded(node, person, channel);
                world.spread(node, channel, person.fence);
            }
        });
    }

    /** Whether that person's voice would go out now. */
    boolean isGranted(FloorPerson person) {
        ClusterFloor running = floor;
        return running != null
                && node.isRunning()
                && !node.mustLookAtClocks()
                && running.ingress().gate(person.id).isGranted(now());
    }

    // What others say

    /** F12: voice goes on only from nodes of the component, and is compared again when it is played. */
    void voice(ClusterNode from, ChannelId channel, Fence fence) {
        Election election = node.election();
        if (election == null || !election.component().contains(from.tag)) {
            return;
        }
        long boot = node.boot();
        turn(running -> {
            world.floorChecker().arrived(node, channel, fence);
            if (running.ingress().admits(channel, fence)) {
                world.time().after(JITTER_BUFFER_NS, () -> play(boot, channel, fence));
            }
        });
    }

    private void play(long boot, ChannelId channel, Fence fence) {
        if (boot != node.boot()) {
            return;
        }
        turn(running -> {
            if (running.ingress().plays(channel, fence)) {
                world.floorChecker().played(node, channel, fence);
            }
        });
    }

    /** People whose gates of that channel are open. */
    List<FloorPerson> talking(ChannelId channel) {
        var found = new ArrayList<FloorPerson>();
        for (FloorPerson person : people.values()) {
            if (channel.equals(person.channel) && isGranted(person)) {
                found.add(person);
            }
        }
        return found;
    }

    private final class Clients implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            FloorPerson person = people.get(connection);
            if (person == null) {
                return;
            }
            world.time().trace(notice.getClass().getName().hashCode() ^ connection);
            person.told(notice);
            ChannelId channel = person.channel;
            if (notice instanceof FloorNotice.Granted && channel != null) {
                world.floorChecker().granted(node, person, channel);
            }
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {
            told.told(update);
        }
    }
}
