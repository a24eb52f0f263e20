package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.floor.FloorClient;
import dev.tutti.benchmarks.forward.StampedRtp;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.media.lightclient.LightClientListener;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** One logical participant: joins, and then listens, talks in bursts or comes and goes; owned by its thread. */
final class LoadMember implements Player {
    private static final long NS_PER_MS = 1_000_000;
    private static final long PACKET_NS = 1_000_000_000L / StampedRtp.PACKETS_PER_S;
    private static final int RENEW_PACKETS = 15;

    private final LoadScene scene;
    private final HubCrowd hub;
    private final HubCrowd.Door door;
    private final Pace pace;
    private final Part part;
    private final String name;
    private final long ssrc;
    private final StampedRtp rtp;
    private final RandomGenerator random;
    private final String channel;
    private Member member = new Member("", "", "");
    private FloorClient floor;
    private LiveKitMember voice;
    private long stormNs;

    /** Joins the session, its events and its voice. */
    LoadMember(LoadScene scene, HubCrowd hub, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        this.scene = scene;
        this.hub = hub;
        this.door = hub.door(number);
        this.pace = new Pace(scene.clock());
        this.part = part;
        this.name = "Member " + number;
        this.ssrc = 0x2000L + number;
        this.rtp = new StampedRtp(ssrc);
        this.random = random;
        long startNs = scene.clock().nanoTime();
        admit();
        floor = part == Part.LISTENS
                ? FloorClient.observe(
                        scene.connecting(door.target(), hub.session()),
                        member,
                        scene.findings().ledger())
                : FloorClient.connect(
                        scene.connecting(door.target(), hub.session()),
                        member,
                        scene.findings().ledger());
        voice = joinVoice();
        scene.findings().tally().joined(scene.clock().nanoTime() - startNs);
        channel = hub.api()
                .snapshot(member, hub.session().id())
                .at("/channels/0/id")
                .asString();
    }

    @Override
    public Part part() {
        return part;
    }

    private void admit() throws IOException, InterruptedException {
        var guest = hub.api().exchange(hub.session().code(), name);
        member = hub.api().join(guest, hub.session().id());
        if (hub.doors().size() > 1) {
            door.awaitKnown(member, hub.session());
        }
    }

    private LiveKitMember joinVoice() throws IOException, InterruptedException {
        var access = door.api().mediaAccess(member, hub.session().id(), "ws");
        var receiver = part == Part.LISTENS
                ? new GapEar(scene.findings().arrivals(), scene.findings().tally())
                : new LightClientListener() {};
        var joined = LiveKitMember.join(scene.sockets().voice(), door.target().webSocket(), access.token(), receiver);
        if (part == Part.TALKS) {
            joined.publish(ssrc);
        }
        return joined;
    }

    @Override
    public void stay() {
        pace.keepAlive(voice);
    }

    @Override
    public void awaitEars() throws IOException, InterruptedException {
        voice.awaitSubscriber();
    }

    @Override
    public void live(long untilNs) throws IOException, InterruptedException {
        while (scene.clock().nanoTime() < untilNs) {
            switch (part) {
                case LISTENS -> rest(1000);
                case TALKS -> {
                    rest(random.nextInt(200, 2500));
                    talk(random.nextInt(800, 2000));
                }
                case CHURNS -> {
                    rest(random.nextInt(1000, 4000));
                    if (random.nextBoolean()) {
                        rejoin();
                    } else {
                        blink();
                    }
                }
            }
        }
    }

    private void talk(int forMs) throws IOException, InterruptedException {
        var request = floor.prepareRequest(channel);
        long sentNs = floor.ask(request);
        var decision = floor.awaitDecision();
        scene.findings().tally().decided(decision.receivedNs() - sentNs);
        if (!decision.granted() && !decision.queued()) {
            return;
        }
        for (int waitedMs = 0; !floor.holds() && waitedMs < 3000; waitedMs += 100) {
            rest(100);
        }
        if (floor.holds()) {
            int packets = speak(forMs);
            scene.findings().tally().talked(packets, scene.findings().steady().get());
            // What is on its way when the lease ends is dropped by design: let it arrive first.
            rest(100);
        }
        floor.release();
    }

    private int speak(int forMs) {
        int packets = (int) (forMs * NS_PER_MS / PACKET_NS);
        long startNs = scene.clock().nanoTime();
        for (int i = 0; i < packets; i++) {
            pace.until(startNs + i * PACKET_NS);
            if (i % RENEW_PACKETS == 0) {
                floor.renew();
            }
            if (!floor.holds()) {
                return i;
            }
            byte[] packet = rtp.next(scene.clock().nanoTime());
            voice.send(packet);
        }
        return packets;
    }

    /** Leaves for good and joins as somebody new. */
    private void rejoin() throws IOException, InterruptedException {
        hub.api().leave(member, hub.session().id());
        floor.close();
        voice.close();
        pace.away(random.nextInt(50, 500));
        long startNs = scene.clock().nanoTime();
        admit();
        floor = FloorClient.connect(
                scene.connecting(door.target(), hub.session()),
                member,
                scene.findings().ledger());
        voice = joinVoice();
        scene.findings().tally().joined(scene.clock().nanoTime() - startNs);
    }

    /** Vanishes without a word, comes back a moment later and goes on from its last cursor. */
    private void blink() throws IOException, InterruptedException {
        floor.vanish();
        voice.vanish();
        pace.away(random.nextInt(50, 500));
        long startNs = scene.clock().nanoTime();
        floor = FloorClient.resume(scene.connecting(door.target(), hub.session()), floor);
        voice = joinVoice();
        scene.findings().tally().reconnected(scene.clock().nanoTime() - startNs);
    }

    @Override
    public void storm() throws IOException, InterruptedException {
        floor.vanish();
        voice.vanish();
        stormNs = stormNs == 0 ? scene.clock().nanoTime() : stormNs;
        floor = FloorClient.resume(scene.connecting(door.target(), hub.session()), floor);
        voice = joinVoice();
        scene.findings().tally().stormed(scene.clock().nanoTime() - stormNs);
    }

    @Override
    public void leave() {
        floor.close();
        voice.close();
    }

    private void rest(int ms) throws IOException {
        pace.rest(ms, voice);
    }
}
