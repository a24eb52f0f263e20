package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.hub.HubProcess;

/** {@code ./dev bench forward}: what delivering one voice packet costs the server, beside a minimal C relay. */
public final class ForwardBench {
    private static final int ROUNDS = 7;
    private static final int WINDOW_S = 4;
    private static final int WARM_UP_S = 6;

    private static final String METHOD = """
            method: one talker at 50 packets/s (80 bytes of Opus size) in a plain LiveKit room of 10, 50 and 100 listeners; listeners
            are light clients in this process (ICE, DTLS, SRTP, no decoding), joined by LiveKit signalling with signed tokens.
            CPU = nanoseconds that the scheduler gave to all threads of the server (/proc/PID/task/*/schedstat) in a window of
            %d s (6 s for 10), divided by packets that arrived; from the hub's the use of the idle hub (all %d connected, nobody
            talks; median of one window a round) is subtracted, the relay idles at zero. The relay is benchmarks/reference/relay.c:
            recvfrom, sendto, no encryption. %d rounds, arms in turn; figures are medians of windows, ratio is the median of the
            rounds' ratios at 100 listeners; p99_ms = talker's send -> listener's receive at 100 listeners.""";

    private ForwardBench() {}

    public static void run(Report report) throws Exception {
        int members = ForwardRig.SIZES.stream().mapToInt(size -> size + 1).sum();
        report.say(METHOD, WINDOW_S, members, ROUNDS);
        MachineLoad.check(report);
        try (var hub = HubProcess.start();
                var rig = new ForwardRig(hub)) {
            rig.warmUp(WARM_UP_S);
            var result = rig.measure(report, ROUNDS, WINDOW_S);
            report.say(
                    "%d packets delivered by the hub; lost: %s; idle hub %.2f ms CPU a second",
                    result.delivered(), result.losses(), result.idleMsPerS());
            for (int size : ForwardRig.SIZES) {
                report.say(
                        "%3d listeners: ratio %.2f; send -> receive p50 %.3f p99 %.3f ms, relay p50 %.3f p99 %.3f ms",
                        size,
                        result.ratio(size),
                        result.hubDelaysMs(size).median(),
                        result.hubDelaysMs(size).percentile(99),
                        result.relayDelaysMs(size).median(),
                        result.relayDelaysMs(size).percentile(99));
            }
            report.put("cpu_us", result.cpuUs());
            report.put("relay_cpu_us", result.relayCpuUs());
            report.put("ratio", result.ratio(100));
            report.put("p99_ms", result.hubDelaysMs(100).percentile(99));
            report.finish();
        }
    }
}
