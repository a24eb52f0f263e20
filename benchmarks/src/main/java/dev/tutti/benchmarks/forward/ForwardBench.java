package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.forward.ForwardRig.Plan;
import dev.tutti.benchmarks.hub.HubProcess;

/** {@code ./dev bench forward}: what delivering one voice packet costs the server, beside a minimal C relay. */
public final class ForwardBench {
    private static final Plan PLAN = new Plan(10, 7, 3);

    private static final String METHOD = """
            method: one talker at 50 packets/s (80 bytes of Opus size) in a plain LiveKit room of 100, then 50, then 10 listeners;
            listeners are light clients in this process (ICE, DTLS, SRTP, no decoding), joined by LiveKit signalling with signed
            tokens. CPU = nanoseconds that the scheduler gave to the threads of the server (/proc/PID/task/*/schedstat) in a window of
            %d s, divided by packets that arrived; the JIT compiler's threads, busy in the first minutes, are counted apart; from
            the hub's, the use of the idle hub is subtracted (everybody connected, nobody talks; median of one window a round at
            each size), the relay idles at zero. The relay is
            benchmarks/reference/relay.c: recvfrom, sendto, no encryption. %d rounds at each size of idle, hub, relay, after %d s of
            warm-up at eight times the rate; figures are medians of windows, ratio is the median of the rounds' ratios at
            100 listeners, p99_ms is from the talker's send to each listener's receive at 100 listeners.""";

    private ForwardBench() {}

    public static void run(Report report) throws Exception {
        report.say(METHOD, PLAN.windowS(), PLAN.rounds(), PLAN.warmUpS());
        MachineLoad.check(report);
        try (var hub = HubProcess.start();
                var rig = new ForwardRig(hub)) {
            var result = rig.measure(report, PLAN);
            report.say(result.summary());
            report.put("cpu_us", result.cpuUs());
            report.put("relay_cpu_us", result.relayCpuUs());
            report.put("ratio", result.ratio(100));
            report.put("p99_ms", result.hubDelaysMs(100).percentile(99));
            report.finish();
        }
    }
}
