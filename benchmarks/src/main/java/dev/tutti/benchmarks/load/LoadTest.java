package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.impair.WireProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code ./tutti loadtest}: how many a hub carries, over a wire as good or bad as wanted. */
public final class LoadTest {
    private static final String USAGE = """
        ./tutti loadtest [OPTION VALUE]…
          --hub URL            a hub at a plain http address, such as http://localhost:8080; without it one is started
          --owner CODE         the code of an owner link of that hub (the end of its address)
          --pid PID            of that hub's process on this machine, for CPU and memory
          --participants N,…   10,25,50,100 if not given; at most 999
          --seconds S          how long each size is played (30)
          --profile P,…        none, A, B, C: the wire between the participants' voice and the hub (none)
          --storm yes|no       at the end everybody loses the connection at once (yes)
          --seed N
        Raise the hub's own limits for a crowd of one address: --join-limit, --exchange-limit, --connect-limit and
        --address-connections. The last line is one JSON object.
        """;

    private static final List<String> OPTIONS =
            List.of("hub", "owner", "pid", "participants", "seconds", "profile", "storm", "seed");
    private static final int MOST = 999;

    private LoadTest() {}

    /** Runs what the words say; ends the process with 2 when they say nothing that can be done. */
    public static void run(Report report, List<String> words) throws Exception {
        Map<String, String> options = options(words);
        if (options.containsKey("hub") != options.containsKey("owner")) {
            throw refused("--hub and --owner belong together.");
        }
        report.say("A fifth talks in bursts, a tenth comes and goes, the others listen; each has its event socket,"
                + " LiveKit");
        report.say("signalling and media of its own. Behaviour is seeded; timing is the machine's.");
        MachineLoad.check(report);
        if (options.containsKey("hub")) {
            var pid = options.containsKey("pid")
                    ? OptionalLong.of(Long.parseLong(options.get("pid")))
                    : OptionalLong.empty();
            play(
                    report,
                    options,
                    LoadTarget.at(URI.create(options.getOrDefault("hub", "")), pid),
                    options.getOrDefault("owner", ""));
        } else {
            try (var hub = HubProcess.start()) {
                play(report, options, LoadTarget.of(hub), hub.ownerCode());
            }
        }
    }

    static Map<String, String> options(List<String> words) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 >= words.size()) {
                throw refused(words.get(i) + " is no option with a value.");
            }
            options.put(name, words.get(i + 1));
        }
        return options;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(why + "\n" + USAGE);
    }

    private static void play(Report report, Map<String, String> options, LoadTarget target, String ownerCode)
            throws Exception {
        int seconds = Integer.parseInt(options.getOrDefault("seconds", "30"));
        long seed = Long.parseLong(options.getOrDefault("seed", "20250101"));
        boolean storm = options.getOrDefault("storm", "yes").equals("yes");
        var rows = new ArrayList<LoadTable.Row>();
        int conflicts = 0;
        try (var api = new HubApi(target.http())) {
            var owner = api.exchange(ownerCode, "Owner");
            for (String profile : options.getOrDefault("profile", "none").split(",", -1)) {
                for (String size :
                        options.getOrDefault("participants", "10,25,50,100").split(",", -1)) {
                    int participants = Math.clamp(Integer.parseInt(size.strip()), 2, MOST);
                    var run = new LoadRun(new LoadRun.Plan(
                            participants, seconds, seed + participants, WireProfile.of(profile.strip()), storm));
                    run.run(target, api, owner, report);
                    rows.add(new LoadTable.Row(profile.strip(), participants, run.describe(report)));
                    conflicts += run.conflicts();
                }
            }
        }
        LoadTable.print(report, rows);
        for (LoadTable.Row row : rows) {
            report.put(row.profile() + "_" + row.participants(), row.figures());
        }
        report.put("conflicts", conflicts);
        report.finish();
    }
}
