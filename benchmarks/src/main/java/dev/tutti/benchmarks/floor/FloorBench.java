package dev.tutti.benchmarks.floor;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.client.WebSocketClient;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.floor.FloorClient.Connecting;
import dev.tutti.benchmarks.floor.FloorClient.Decision;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.hub.JavaProcess;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** {@code ./dev bench floor}: how long a floor decision takes, beside a WebSocket echo on the same server stack. */
public final class FloorBench {
    private static final int ROUNDS = 11;
    private static final int ASKED_PER_ROUND = 900;
    private static final int ECHOED_PER_ROUND = 900;
    private static final int TALKERS = 25;
    private static final int WARM_UP = 1500;
    private static final int BURST = 100;
    private static final int BURSTS = 30;

    /** One person may ask ten times a second: 25 people every 5 ms stay below it. */
    private static final long PERIOD_NS = 5_000_000;

    private static final long BURST_PERIOD_NS = 200_000_000;

    private static final String METHOD = """
            method: hub and echo server each a JVM of its own with the same options, on loopback; one client process reads all
            WebSockets on one thread. grant = floor.request sent -> granted, queued or denied read: %d talkers of one session take
            turns, one request every 5 ms; every fifth finds the floor held and is queued; a listener follows every ptt.state.
            echo = a frame of the same size every 5 ms to an echo on the same stack (Javalin on Jetty, virtual threads). %d
            interleaved rounds of %d echoes and %d requests after a warm-up of %d each; grant_over_echo = median of the rounds' p99
            ratios. grant_100 = %d bursts in a session of %d, all asking in one go, every decision counted; an echo burst beside each.
            conflict = a grant that arrives while another holds, a fence that does not rise, or two talkers at the listener.""";

    private final Report report;
    private final NanoClock clock = NanoClock.system();
    private final WebSocketLoop loop;
    private final List<FloorClient> talkers = new ArrayList<>();
    private final List<FloorClient> crowd = new ArrayList<>();
    private final List<EchoClient> echoes = new ArrayList<>();
    private final FloorLedger ledger = new FloorLedger();
    private final Samples grants = new Samples();
    private final Samples echoed = new Samples();
    private final Samples ratiosOfP50 = new Samples();
    private final Samples ratiosOfP99 = new Samples();
    private final Samples bursts = new Samples();
    private final Samples echoBursts = new Samples();
    private int requests;
    private int denied;
    private long nextNs;
    private String channel = "";
    private String crowdChannel = "";

    private FloorBench(Report report, WebSocketLoop loop) {
        this.report = report;
        this.loop = loop;
    }

    public static void run(Report report) throws Exception {
        report.say(METHOD, TALKERS, ROUNDS, ECHOED_PER_ROUND, ASKED_PER_ROUND, WARM_UP, BURSTS, BURST);
        MachineLoad.check(report);
        try (var hub = HubProcess.start();
                var api = new HubApi(hub.http());
                var echo = JavaProcess.start(EchoServer.class);
                var loop = new WebSocketLoop(NanoClock.system())) {
            var bench = new FloorBench(report, loop);
            bench.connect(hub, api, URI.create("ws://localhost:" + echo.port()));
            bench.measure();
            bench.finish();
        }
    }

    private void connect(HubProcess hub, HubApi api, URI echo) throws IOException, InterruptedException {
        var owner = api.exchange(hub.ownerCode(), "Owner");
        channel = fill(hub, api, owner, TALKERS, talkers);
        crowdChannel = fill(hub, api, owner, BURST, crowd);
        for (int i = 0; i < BURST; i++) {
            echoes.add(new EchoClient(loop, echo, clock));
        }
    }

    /** Opens a session with so many in it, the last of whom watches who talks; returns its first channel. */
    private String fill(HubProcess hub, HubApi api, Member owner, int count, List<FloorClient> into)
            throws IOException, InterruptedException {
        var session = api.openSession(owner, "shift");
        var connecting = new Connecting(loop, hub.webSocket(), session.id(), clock);
        for (int i = 0; i < count; i++) {
            var member = api.join(api.exchange(session.code(), "Talker " + i), session.id());
            into.add(
                    i == count - 1
                            ? FloorClient.observe(connecting, member, ledger)
                            : FloorClient.connect(connecting, member, ledger));
        }
        return api.snapshot(into.getFirst().member(), session.id())
                .at("/channels/0/id")
                .asString();
    }

    private void measure() throws IOException, InterruptedException {
        var unused = new Samples();
        echoRound(WARM_UP, unused);
        grantRound(WARM_UP, unused);
        for (int round = 0; round < ROUNDS; round++) {
            var echo = new Samples();
            var grant = new Samples();
            echoRound(ECHOED_PER_ROUND, echo);
            grantRound(ASKED_PER_ROUND, grant);
            ratiosOfP50.add(grant.median() / echo.median());
            ratiosOfP99.add(grant.percentile(99) / echo.percentile(99));
            report.say(
                    "round %2d: grant p50 %.3f p99 %.3f ms, echo p50 %.3f p99 %.3f ms",
                    round + 1, grant.median(), grant.percentile(99), echo.median(), echo.percentile(99));
            echoed.addAll(echo);
            grants.addAll(grant);
        }
        for (int burst = 0; burst < BURSTS; burst++) {
            nextNs = clock.nanoTime() + BURST_PERIOD_NS;
            echoBurst();
            grantBurst();
            awaitTick();
        }
    }

    private void echoRound(int count, Samples into) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            var client = echoes.get(i % TALKERS);
            ByteBuffer frame =
                    WebSocketClient.prepare("{\"type\":\"floor.request\",\"ts\":0,\"payload\":{\"request_id\":\"" + i
                            + "-0123456789abcdef\",\"channel_id\":\"" + channel + "\",\"holding\":true}}");
            awaitTick();
            long sentNs = client.ask(frame);
            into.addNsAsMs(client.awaitReceivedNs() - sentNs);
        }
    }

    /** Talkers take turns; every fifth request finds the floor held, waits in line and gets its turn. */
    private void grantRound(int count, Samples into) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            var first = talkers.get(i % TALKERS);
            ask(first, into);
            if (i % 5 == 3 && i + 1 < count) {
                var second = talkers.get(++i % TALKERS);
                ask(second, into);
                first.release();
                second.awaitTurn();
                second.release();
            } else {
                first.release();
            }
        }
    }

    private void ask(FloorClient client, Samples into) throws IOException, InterruptedException {
        ByteBuffer request = client.prepareRequest(channel);
        awaitTick();
        long sentNs = client.ask(request);
        into.addNsAsMs(client.awaitDecision().receivedNs() - sentNs);
        requests++;
    }

    /** Both arms ask at the same pace, so that neither finds the machine warmer than the other. */
    private void awaitTick() {
        nextNs = Math.max(nextNs + PERIOD_NS, clock.nanoTime());
        for (long leftNs = nextNs - clock.nanoTime(); leftNs > 0; leftNs = nextNs - clock.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private void grantBurst() throws IOException, InterruptedException {
        var frames = new ArrayList<ByteBuffer>();
        for (FloorClient client : crowd) {
            frames.add(client.prepareRequest(crowdChannel));
        }
        var sentNs = new long[BURST];
        for (int i = 0; i < BURST; i++) {
            sentNs[i] = crowd.get(i).ask(frames.get(i));
        }
        var waiting = new ArrayList<FloorClient>();
        FloorClient holder = null;
        for (int i = 0; i < BURST; i++) {
            Decision decision = crowd.get(i).awaitDecision();
            bursts.addNsAsMs(decision.receivedNs() - sentNs[i]);
            requests++;
            if (decision.granted()) {
                holder = crowd.get(i);
            } else if (decision.queued()) {
                waiting.add(crowd.get(i));
            } else {
                denied++;
            }
        }
        waiting.forEach(FloorClient::sendRelease);
        for (FloorClient client : waiting) {
            client.awaitReleased();
        }
        if (holder != null) {
            holder.release();
        }
    }

    private void echoBurst() throws IOException, InterruptedException {
        var frames = new ArrayList<ByteBuffer>();
        for (int i = 0; i < BURST; i++) {
            frames.add(WebSocketClient.prepare("{\"type\":\"echo\",\"payload\":{\"request_id\":\"" + i
                    + "\",\"channel_id\":\"" + channel + "\",\"holding\":true}}"));
        }
        var sentNs = new long[BURST];
        for (int i = 0; i < BURST; i++) {
            sentNs[i] = echoes.get(i).ask(frames.get(i));
        }
        for (int i = 0; i < BURST; i++) {
            echoBursts.addNsAsMs(echoes.get(i).awaitReceivedNs() - sentNs[i]);
        }
    }

    private void finish() {
        report.say(
                "ratio to the echo: p50 %.2f, p99 %.2f (medians of %d rounds)",
                ratiosOfP50.median(), ratiosOfP99.median(), ROUNDS);
        report.say(
                "burst of %d: echo p50 %.3f p99 %.3f ms on the same stack; %d grants in all, %d of the burst denied",
                BURST, echoBursts.median(), echoBursts.percentile(99), ledger.grants(), denied);
        report.put("grant_ms", grants, 50, 99);
        report.put("echo_ms", echoed, 50, 99);
        report.put("grant_over_echo", ratiosOfP99.median());
        report.put("grant_100_ms", bursts, 50, 99);
        report.put("requests", requests);
        report.put("conflicts", ledger.conflicts());
        report.finish();
    }
}
