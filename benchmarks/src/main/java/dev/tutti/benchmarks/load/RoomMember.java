package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.forward.StampedRtp;
import dev.tutti.media.lightclient.LightClientListener;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** One participant of a LiveKit room: voice alone. */
final class RoomMember implements Player {
    private static final long PACKET_NS = 1_000_000_000L / StampedRtp.PACKETS_PER_S;
    private static final long NS_PER_MS = 1_000_000;

    private final LoadScene scene;
    private final RoomCrowd room;
    private final Part part;
    private final long ssrc;
    private final StampedRtp rtp;
    private final RandomGenerator random;
    private final String token;
    private final Pace pace;
    private LiveKitMember voice;
    private long stormNs;

    RoomMember(LoadScene scene, RoomCrowd room, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        this.scene = scene;
        this.room = room;
        this.part = part;
        this.ssrc = 0x2000L + number;
        this.rtp = new StampedRtp(ssrc);
        this.random = random;
        this.token = room.token().apply(number);
        this.pace = new Pace(scene.clock());
        long startNs = scene.clock().nanoTime();
        voice = join();
        scene.findings().tally().joined(scene.clock().nanoTime() - startNs);
    }

    private LiveKitMember join() throws IOException, InterruptedException {
        var receiver = part == Part.LISTENS
                ? new GapEar(scene.findings().arrivals(), scene.findings().tally())
                : new LightClientListener() {};
        var joined = LiveKitMember.join(scene.sockets().voice(), room.server().webSocket(), token, receiver);
        if (part == Part.TALKS) {
            joined.publish(ssrc);
        }
        return joined;
    }

    @Override
    public Part part() {
        return part;
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
                case LISTENS -> pace.rest(1000, voice);
                case TALKS -> {
                    pace.rest(random.nextInt(200, 2500), voice);
                    int packets = speak(random.nextInt(800, 2000));
                    scene.findings()
                            .tally()
                            .talked(packets, scene.findings().steady().get());
                }
                case CHURNS -> {
                    pace.rest(random.nextInt(1000, 4000), voice);
                    long ns = again();
                    scene.findings().tally().reconnected(ns);
                }
            }
        }
    }

    private int speak(int forMs) {
        int packets = (int) (forMs * NS_PER_MS / PACKET_NS);
        long startNs = scene.clock().nanoTime();
        for (int i = 0; i < packets; i++) {
            pace.until(startNs + i * PACKET_NS);
            voice.send(rtp.next(scene.clock().nanoTime()));
        }
        return packets;
    }

    @Override
    public void storm() throws IOException, InterruptedException {
        stormNs = stormNs == 0 ? scene.clock().nanoTime() : stormNs;
        again();
        scene.findings().tally().stormed(scene.clock().nanoTime() - stormNs);
    }

    private long again() throws IOException, InterruptedException {
        voice.vanish();
        long startNs = scene.clock().nanoTime();
        voice = join();
        return scene.clock().nanoTime() - startNs;
    }

    @Override
    public void leave() {
        voice.close();
    }
}
