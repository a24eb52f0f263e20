package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.hub.AccessTokens;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.impair.WireProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** {@code ./tutti loadtest}: how many a hub carries, over a wire as good or bad as wanted. */
public final class LoadTest {
    private static final String USAGE = """
        ./tutti loadtest [OPTION VALUE]…
          --hub URL            a hub, such as http://localhost:8080 or https://hall.local:8443; without it one is started
          --owner CODE         the code of an owner link of that hub (the end of its address)
          --livekit URL        instead: any server that speaks the LiveKit protocol, such as wss://rooms.example; voice alone
          --key K --secret S   its API key, which signs everybody's token; or
          --token T,…          tokens made elsewhere, one a participant
          --room NAME          for tokens signed here (loadtest)
          --ca FILE            the certificate authority of a https or wss server; else the machine's own are believed
          --pid PID            of that server's process on this machine, for CPU and memory
          --participants N,…   10,25,50,100 if not given; at most 999
          --seconds S          how long each size is played (30)
          --profile P,…        none, A, B, C: the wire between the participants' voice and the hub (none)
          --storm yes|no       at the end everybody loses the connection at once (yes)
          --seed N
        Raise the hub's own limits for a crowd of one address: --join-limit, --exchange-limit, --connect-limit and
        --address-connections. The last line is one JSON object.
        """;

    private static final List<String> OPTIONS = List.of(
            "hub",
            "owner",
            "livekit",
            "key",
            "secret",
            "token",
            "room",
            "ca",
            "pid",
            "participants",
            "seconds",
            "profile",
            "storm",
            "seed");
    private static final int MOST = 999;
    private static final int LONGEST_S = 3_600;

    private LoadTest() {}

    /** The words say nothing that can be done. */
    private static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** Runs what the words say; ends the process with 2 when they say nothing that can be done, with 1 when it fails. */
    public static void run(Report report, List<String> words) throws Exception {
        try {
            played(report, words);
        } catch (Refused e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            System.err.println("The server cannot be used: " + e.getClass().getSimpleName() + why);
            System.exit(1);
        }
    }

    private static void played(Report report, List<String> words) throws Exception {
        Map<String, String> options = options(words);
        if (options.containsKey("hub") != options.containsKey("owner")) {
            throw refused("--hub and --owner belong together.");
        }
        boolean room = options.containsKey("livekit");
        if (room && options.containsKey("key") == options.containsKey("token")) {
            throw refused("--livekit wants --key and --secret, or --token.");
        }
        report.say(
                "A fifth talks in bursts, a tenth comes and goes, the others listen; each has %sLiveKit signalling and",
                room ? "" : "its event socket, ");
        report.say("media of its own. Behaviour is seeded; timing is the machine's.");
        MachineLoad.check(report);
        if (room) {
            play(report, options, target(options, "livekit"), () -> new RoomCrowd(tokens(options)));
        } else if (options.containsKey("hub")) {
            playHub(report, options, target(options, "hub"), options.getOrDefault("owner", ""));
        } else {
            try (var hub = HubProcess.start()) {
                playHub(report, options, LoadTarget.of(hub), hub.ownerCode());
            }
        }
    }

    private static LoadTarget target(Map<String, String> options, String name)
            throws IOException, GeneralSecurityException {
        var pid = options.containsKey("pid")
                ? OptionalLong.of(number("pid", options.getOrDefault("pid", ""), 1, Integer.MAX_VALUE))
                : OptionalLong.empty();
        var trust = options.containsKey("ca") ? Trust.in(Path.of(options.getOrDefault("ca", ""))) : Trust.ofMachine();
        String address = options.getOrDefault(name, "");
        if (!address.matches("(https?|wss?)://[^\\s/]+/?")) {
            throw refused("--%s %s is no address such as https://hall.local:8443.".formatted(name, address));
        }
        return LoadTarget.at(address, pid, trust);
    }

    /** One a participant: signed here, or as they were given. */
    private static IntFunction<String> tokens(Map<String, String> options) {
        if (!options.containsKey("token")) {
            String room = options.getOrDefault("room", "loadtest");
            return number -> AccessTokens.signed(
                    options.getOrDefault("key", ""),
                    options.getOrDefault("secret", ""),
                    room,
                    "member-" + number,
                    true);
        }
        var given = List.of(options.getOrDefault("token", "").split(",", -1));
        return number -> {
            if (number >= given.size()) {
                throw refused("There are %d tokens; two members with one would throw each other out."
                        .formatted(given.size()));
            }
            return given.get(number).strip();
        };
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

    private static int number(String name, String given, int least, int most) {
        try {
            int number = Integer.parseInt(given.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw refused("--%s %s is not within %d and %d.".formatted(name, given, least, most));
    }

    private static WireProfile profile(String name) {
        try {
            return WireProfile.of(name.strip());
        } catch (IllegalArgumentException _) {
            throw refused("There is no profile " + name + ".");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new Refused(why + "\n" + USAGE);
    }

    private static void playHub(Report report, Map<String, String> options, LoadTarget target, String ownerCode)
            throws Exception {
        try (var api = new HubApi(target.http(), target.client())) {
            var owner = api.exchange(ownerCode, "Owner");
            play(report, options, target, () -> HubCrowd.open(api, owner));
        }
    }

    /** Makes the participants of one run. */
    private interface Crowds {
        Crowd next() throws IOException, InterruptedException;
    }

    private static void play(Report report, Map<String, String> options, LoadTarget target, Crowds crowds)
            throws Exception {
        int seconds = number("seconds", options.getOrDefault("seconds", "30"), 1, LONGEST_S);
        long seed = number("seed", options.getOrDefault("seed", "20250101"), 0, Integer.MAX_VALUE);
        boolean storm = options.getOrDefault("storm", "yes").equals("yes");
        var rows = new ArrayList<LoadTable.Row>();
        int conflicts = 0;
        for (String profile : options.getOrDefault("profile", "none").split(",", -1)) {
            for (String size :
                    options.getOrDefault("participants", "10,25,50,100").split(",", -1)) {
                int participants = number("participants", size, 2, MOST);
                var run = new LoadRun(
                        new LoadRun.Plan(participants, seconds, seed + participants, profile(profile), storm));
                run.run(target, crowds.next(), report);
                rows.add(new LoadTable.Row(profile.strip(), participants, run.describe(report)));
                conflicts += run.conflicts();
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
