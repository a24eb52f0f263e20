package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.floor.FloorClient;
import dev.tutti.benchmarks.forward.StampedRtp;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.media.lightclient.LightClientListener;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One logical participant: joins, and then listens, talks in bursts or comes and goes; owned by its thread. */
final class LoadMember {
    /** What a participant does all the time. */
    enum Part {
        /** Stays and listens: what it misses is loss. */
        LISTENS,
        /** Asks for the floor again and again, waits in line, talks for a second or two. */
        TALKS,
        /** Leaves and joins anew, or vanishes and resumes. */
        CHURNS
    }

    private static final long NS_PER_MS = 1_000_000;
    private static final long PACKET_NS = 1_000_000_000L / StampedRtp.PACKETS_PER_S;
    private static final int RENEW_PACKETS = 15;
    private static final int PING_PERIOD_MS = 5000;

    private final LoadScene scene;
    private final Part part;
    private final String name;
    private final long ssrc;
    private final StampedRtp rtp;
    private final RandomGenerator random;
    private final String channel;
    private Member member = new Member("", "", "");
    private FloorClient floor;
    private LiveKitMember voice;
    private long pingedNs;

    /** Joins the session, its events and its voice. */
    LoadMember(LoadScene scene, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        this.scene = scene;
        this.part = part;
        this.name = "Member " + number;
        this.ssrc = 0x2000L + number;
        this.rtp = new StampedRtp(ssrc);
        this.random = random;
        long startNs = scene.clock().nanoTime();
        admit();
        floor = part == Part.LISTENS
                ? FloorClient.observe(
                        scene.connecting(), member, scene.findings().ledger())
                : FloorClient.connect(
                        scene.connecting(), member, scene.findings().ledger());
        voice = joinVoice();
        scene.findings().tally().joined(scene.clock().nanoTime() - startNs);
        channel = scene.api()
                .snapshot(member, scene.session().id())
                .at("/channels/0/id")
                .asString();
    }

    Part part() {
        return part;
    }

    private void admit() throws IOException, InterruptedException {
        var guest = scene.api().exchange(scene.session().code(), name);
        member = scene.api().join(guest, scene.session().id());
    }

    private LiveKitMember joinVoice() throws IOException, InterruptedException {
        var access = scene.api().mediaAccess(member, scene.session().id(), "ws");
        var receiver = part == Part.LISTENS
                ? new GapEar(scene.findings().arrivals(), scene.findings().tally())
                : new LightClientListener() {};
        var joined = LiveKitMember.join(scene.sockets().voice(), scene.target().webSocket(), access.token(), receiver);
        if (part == Part.TALKS) {
            joined.publish(ssrc);
        }
        return joined;
    }

    /** Plays the part until the time is up. */
    void live(long untilNs) throws IOException, InterruptedException {
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
            waitUntil(startNs + i * PACKET_NS);
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
        scene.api().leave(member, scene.session().id());
        floor.close();
        voice.close();
        rest(random.nextInt(50, 500));
        long startNs = scene.clock().nanoTime();
        admit();
        floor = FloorClient.connect(scene.connecting(), member, scene.findings().ledger());
        voice = joinVoice();
        scene.findings().tally().joined(scene.clock().nanoTime() - startNs);
    }

    /** Vanishes without a word, comes back a moment later and goes on from its last cursor. */
    private void blink() throws IOException, InterruptedException {
        floor.vanish();
        voice.vanish();
        rest(random.nextInt(50, 500));
        long startNs = scene.clock().nanoTime();
        floor = FloorClient.resume(scene.connecting(), floor);
        voice = joinVoice();
        scene.findings().tally().reconnected(scene.clock().nanoTime() - startNs);
    }

    /** A reconnect storm: it vanishes with all the others, and comes back as soon as it can. */
    void storm() throws IOException, InterruptedException {
        floor.vanish();
        voice.vanish();
        long startNs = scene.clock().nanoTime();
        floor = FloorClient.resume(scene.connecting(), floor);
        voice = joinVoice();
        scene.findings().tally().stormed(scene.clock().nanoTime() - startNs);
    }

    void leave() {
        floor.close();
        voice.close();
    }

    private void rest(int ms) {
        long nowNs = scene.clock().nanoTime();
        if (nowNs - pingedNs > PING_PERIOD_MS * NS_PER_MS) {
            pingedNs = nowNs;
            voice.ping(nowNs / NS_PER_MS);
        }
        waitUntil(nowNs + ms * NS_PER_MS);
    }

    private void waitUntil(long dueNs) {
        for (long leftNs = dueNs - scene.clock().nanoTime();
                leftNs > 0;
                leftNs = dueNs - scene.clock().nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
