package dev.tutti.benchmarks;

import dev.tutti.benchmarks.changes.ChangesBench;
import dev.tutti.benchmarks.floor.FloorBench;
import dev.tutti.benchmarks.forward.ForwardBench;
import dev.tutti.benchmarks.load.LoadBench;
import dev.tutti.benchmarks.load.LoadTest;
import dev.tutti.benchmarks.micro.MicroBench;
import dev.tutti.benchmarks.start.StartBench;
import dev.tutti.benchmarks.voice.VoiceBench;
import java.util.Arrays;
import java.util.List;

/** {@code ./dev bench NAME}: runs one benchmark; its last line on standard output is one JSON object. */
public final class Main {
    private static final String USAGE = """
        ./dev bench voice                 mouth to ear and press to sound, browser to browser and SDK to SDK
        ./dev bench floor                 floor decisions beside a WebSocket echo
        ./dev bench forward               server CPU per delivered packet beside a C relay
        ./dev bench load [N…]             10, 25, 50, 100 participants with burst talkers and churn
        ./dev bench changes               slots, setlist and current song to 25 clients
        ./dev bench tempo                 the click between eight browsers, heard (system-tests/clicks)
        ./dev bench loss                  gaps, mouth to ear and reconnects across a bad network (system-tests/loss)
        ./dev bench start                 how long a start reads the log, by its length
        ./dev bench micro [PATTERN]       JMH: SRTP, RTP rewriting, protocol v2, floor decisions
        ./dev soak [MINUTES]              the load of 25 participants for a long time
        """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        List<String> rest = args.length < 2 ? List.of() : Arrays.asList(args).subList(1, args.length);
        var report = Report.toStandardOutput();
        switch (args.length == 0 ? "" : args[0]) {
            case "voice" -> VoiceBench.run(report);
            case "floor" -> FloorBench.run(report);
            case "forward" -> ForwardBench.run(report);
            case "load" -> LoadBench.run(report, rest);
            case "soak" -> LoadBench.soak(report, rest);
            case "loadtest" -> LoadTest.run(report, rest);
            case "changes" -> ChangesBench.run(report);
            case "start" -> StartBench.run(report);
            case "micro" -> MicroBench.run(rest);
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
        System.exit(0);
    }
}
