package dev.tutti.benchmarks.floor;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.client.WebSocketClient;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.floor.FloorClient.Connecting;
import dev.tutti.benchmarks.floor.FloorClient.Decision;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.hub.JavaProcess;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** {@code ./dev bench floor}: how long a floor decision takes, beside a WebSocket echo on the same server stack. */
public final class FloorBench {
    private static final int ROUNDS = 11;
    private static final int ASKED_PER_ROUND = 800;
    private static final int ECHOED_PER_ROUND = 800;
    private static final int TALKERS = 8;
    private static final int WARM_UP = 3000;
    private static final int BURST = 100;
    private static final int BURSTS = 30;

    private static final String METHOD = """
            method: hub and echo server each a JVM of its own with the same options, on loopback; one client process reads all
            WebSockets on one thread. grant = floor.request sent -> granted, queued or denied read: %d talkers take turns in one
            channel; every fourth request is made while another holds (it is queued) and a listener follows every ptt.state.
            echo = a frame of the same size to an echo on the same stack (Javalin on Jetty, virtual threads). %d interleaved
            rounds of %d echoes and %d requests after a warm-up of %d; grant_over_echo = median of the rounds' p99 ratios.
            grant_100 = %d bursts, %d connections asking in one go, every decision counted; an echo burst runs beside each.
            conflict = a grant that arrives while another holds, a fence that does not rise, or two talkers at the listener.""";

    private final Report report;
    private final NanoClock clock = NanoClock.system();
    private final WebSocketLoop loop;
    private final List<FloorClient> clients = new ArrayList<>();
    private final List<EchoClient> echoes = new ArrayList<>();
    private final FloorLedger ledger = new FloorLedger();
    private final Samples grants = new Samples();
    private final Samples echoed = new Samples();
    private final Samples ratiosOfP50 = new Samples();
    private final Samples ratiosOfP99 = new Samples();
    private final Samples bursts = new Samples();
    private final Samples echoBursts = new Samples();
    private int requests;
    private String channel = "";

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
        var session = api.openSession(owner, "shift");
        var connecting = new Connecting(loop, hub.webSocket(), session.id(), clock);
        for (int i = 0; i < BURST; i++) {
            var guest = api.exchange(session.code(), "Talker " + i);
            var member = api.join(guest, session.id());
            clients.add(
                    i == BURST - 1
                            ? FloorClient.observe(connecting, member, ledger)
                            : FloorClient.connect(connecting, member, ledger));
            echoes.add(new EchoClient(loop, echo, clock));
        }
        channel = api.snapshot(clients.getFirst().member(), session.id())
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
            echoBurst();
            grantBurst();
        }
    }

    private void echoRound(int count, Samples into) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            var client = echoes.get(i % TALKERS);
            ByteBuffer frame =
                    WebSocketClient.prepare("{\"type\":\"floor.request\",\"ts\":0,\"payload\":{\"request_id\":\"" + i
                            + "-0123456789abcdef\",\"channel_id\":\"" + channel + "\",\"holding\":true}}");
            long sentNs = client.ask(frame);
            into.addNsAsMs(client.awaitReceivedNs() - sentNs);
        }
    }

    /** Talkers take turns; every fourth request meets a floor that is held, waits in line and gets its turn. */
    private void grantRound(int count, Samples into) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            var first = clients.get(i % TALKERS);
            ask(first, into);
            if (i % 4 == 3 && i + 1 < count) {
                var second = clients.get(++i % TALKERS);
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
        long sentNs = client.ask(request);
        into.addNsAsMs(client.awaitDecision().receivedNs() - sentNs);
        requests++;
    }

    private void grantBurst() throws IOException, InterruptedException {
        var frames = new ArrayList<ByteBuffer>();
        for (FloorClient client : clients) {
            frames.add(client.prepareRequest(channel));
        }
        var sentNs = new long[BURST];
        for (int i = 0; i < BURST; i++) {
            sentNs[i] = clients.get(i).ask(frames.get(i));
        }
        int holder = 0;
        for (int i = 0; i < BURST; i++) {
            Decision decision = clients.get(i).awaitDecision();
            bursts.addNsAsMs(decision.receivedNs() - sentNs[i]);
            requests++;
            if (decision.granted()) {
                holder = i;
            }
        }
        for (int i = 0; i < BURST; i++) {
            if (i != holder) {
                clients.get(i).release();
            }
        }
        clients.get(holder).release();
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
                "burst of %d: echo p50 %.3f p99 %.3f ms on the same stack; %d grants in all",
                BURST, echoBursts.median(), echoBursts.percentile(99), ledger.grants());
        report.put("grant_ms", grants, 50, 99);
        report.put("echo_ms", echoed, 50, 99);
        report.put("grant_over_echo", ratiosOfP99.median());
        report.put("grant_100_ms", bursts, 50, 99);
        report.put("requests", requests);
        report.put("conflicts", ledger.conflicts());
        report.finish();
    }
}
