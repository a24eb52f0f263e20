package dev.tutti.benchmarks.changes;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./dev bench changes}: slots, setlist and current song to 25 clients, from the request to the frame. */
public final class ChangesBench {
    private static final int CLIENTS = 25;
    private static final int WARM_UP = 40;
    private static final int CHANGES = 200;
    private static final long PATIENCE_MS = 5_000;

    private static final String METHOD = """
            method: one hub with its log on the disk, 25 clients on /ws beside the MD. He fills a slot, frees it, adds a song, plays
            the next one, one change at a time. Measured from before the request is sent until each client has read the frame;
            missed counts frames that did not come within 5 s.""";

    private final HubApi api;
    private final Member owner;
    private final String session;
    private final String song;
    private final List<Listener> listeners = new ArrayList<>();

    private ChangesBench(HubApi api, Member owner, String session, String song) {
        this.api = api;
        this.owner = owner;
        this.session = session;
        this.song = song;
    }

    /** One change: where it is asked for, with what, and which frame tells of it. */
    private record Change(String path, Map<String, String> body, String frame) {}

    public static void run(Report report) throws Exception {
        report.say(METHOD);
        MachineLoad.check(report);
        var clock = NanoClock.system();
        try (var hub = HubProcess.start();
                var api = new HubApi(hub.http());
                var loop = new WebSocketLoop(clock)) {
            var owner = api.exchange(hub.ownerCode(), "Owner");
            var open = api.openSession(owner, "rehearsal");
            String song = api.post("/songs", owner.token(), Map.of("title", "Molly Malone"))
                    .at("/song/id")
                    .asString();
            var bench = new ChangesBench(api, owner, open.id(), song);
            bench.connect(hub, open.code(), loop);
            bench.measure(clock, WARM_UP);
            bench.report(report, bench.measure(clock, CHANGES));
        }
    }

    private void connect(HubProcess hub, String code, WebSocketLoop loop) throws IOException, InterruptedException {
        for (int i = 0; i < CLIENTS; i++) {
            Member member = api.join(api.exchange(code, "Player " + i), session);
            var listener = new Listener();
            String token = URLEncoder.encode(member.token(), StandardCharsets.UTF_8);
            loop.open(URI.create(hub.webSocket() + "/ws?token=" + token + "&session_id=" + session), listener);
            listener.awaitOpen();
            listeners.add(listener);
        }
    }

    /** What every client saw of so many changes, in ms. */
    private Samples measure(NanoClock clock, int changes) throws IOException, InterruptedException {
        var samples = new Samples();
        for (int i = 0; i < changes; i++) {
            Change change = change(i);
            listeners.forEach(listener -> listener.expect(change.frame));
            long sentNs = clock.nanoTime();
            api.post("/session/" + session + change.path, owner.token(), change.body);
            for (Listener listener : listeners) {
                long heardNs = listener.heardNs(PATIENCE_MS);
                if (heardNs >= 0) {
                    samples.addNsAsMs(heardNs - sentNs);
                }
            }
        }
        return samples;
    }

    private Change change(int i) {
        return switch (i % 4) {
            case 0 -> new Change("/roles/claim", Map.of("slot_name", "drums"), "slot.assign");
            case 1 -> new Change("/roles/release", Map.of("slot_name", "drums"), "slot.release");
            case 2 -> new Change("/setlist/items", Map.of("song_id", song), "setlist.update");
            default -> new Change("/setlist/current", Map.of("step", "next"), "song.current");
        };
    }

    private void report(Report report, Samples samples) {
        int expected = CHANGES * CLIENTS;
        report.say("%d changes to %d clients: %d of %d frames", CHANGES, CLIENTS, samples.count(), expected);
        report.put("clients", CLIENTS)
                .put("p50_ms", samples.percentile(50))
                .put("p95_ms", samples.percentile(95))
                .put("missed", expected - samples.count())
                .finish();
    }
}
