package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.hub.AccessTokens;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.impair.WireProfile;
import dev.tutti.benchmarks.load.LoadWords.Refused;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.net.ssl.SSLException;

/** {@code ./tutti loadtest}: how many a hub carries, over a wire as good or bad as wanted. */
public final class LoadTest {
    private LoadTest() {}

    /** Runs what the words say; ends the process with 2 when they say nothing that can be done, with 1 when it fails. */
    public static void run(Report report, List<String> words) throws Exception {
        int result = result(report, words, System.err);
        if (result != 0) {
            System.exit(result);
        }
    }

    static int result(Report report, List<String> words, PrintStream errors) throws Exception {
        try {
            played(report, LoadWords.read(words));
            return 0;
        } catch (Refused e) {
            errors.println(e.getMessage());
            return 2;
        } catch (IOException | UnresolvedAddressException e) {
            errors.println("The server cannot be used: " + reason(e));
            return 1;
        }
    }

    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no machine of that name.";
            }
            if (cause instanceof SSLException) {
                return "nobody whom this machine believes vouches for its certificate; --ca names its authority.";
            }
        }
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof ConnectException ? "nothing answers there." : said;
    }

    private static void played(Report report, LoadWords words) throws Exception {
        boolean room = words.has("livekit");
        report.say(
                "A fifth (at most %d) talks in bursts, a tenth comes and goes, the others listen; each has %sLiveKit",
                LoadRun.MOST_TALKERS, room ? "" : "its event socket, ");
        report.say("signalling and media of its own. Behaviour is seeded; timing is the machine's.");
        MachineLoad.check(report);
        if (room) {
            var target = target(words, "livekit");
            var tokens = tokens(words);
            play(report, words, List.of(target), () -> new RoomCrowd(target, tokens));
        } else if (words.has("hub")) {
            playHub(report, words, List.of(target(words, "hub")), words.text("owner"));
        } else {
            playStarted(report, words);
        }
    }

    private static void playStarted(Report report, LoadWords words) throws Exception {
        var started = new ArrayList<HubProcess>();
        try {
            started.add(HubProcess.start());
            while (started.size() < words.nodes()) {
                started.add(started.getFirst().startNode());
            }
            playHub(
                    report,
                    words,
                    started.stream().map(LoadTarget::of).toList(),
                    started.getFirst().ownerCode());
        } finally {
            for (HubProcess process : started.reversed()) {
                process.close();
            }
        }
    }

    private static LoadTarget target(LoadWords words, String name) throws GeneralSecurityException {
        String address = words.address(name);
        if (!words.has("ca")) {
            return LoadTarget.at(address, words.pid(), Trust.ofMachine());
        }
        try {
            return LoadTarget.at(address, words.pid(), Trust.in(Path.of(words.text("ca"))));
        } catch (GeneralSecurityException | IOException _) {
            throw new Refused("--ca %s is no file with a certificate.".formatted(words.text("ca")));
        }
    }

    /** One a participant: signed here, or as they were given. */
    private static IntFunction<String> tokens(LoadWords words) {
        if (!words.has("token")) {
            String room = words.options().getOrDefault("room", "loadtest");
            return number ->
                    AccessTokens.signed(words.text("key"), words.text("secret"), room, "member-" + number, true);
        }
        var given = List.of(words.text("token").split(",", -1));
        int most = Collections.max(words.participants());
        if (given.size() < most) {
            throw new Refused("%d token%s for %d participants; two with one would throw each other out."
                    .formatted(given.size(), given.size() == 1 ? "" : "s", most));
        }
        return number -> given.get(number).strip();
    }

    private static void playHub(Report report, LoadWords words, List<LoadTarget> targets, String ownerCode)
            throws Exception {
        var doors = new ArrayList<HubCrowd.Door>();
        try {
            for (LoadTarget target : targets) {
                doors.add(new HubCrowd.Door(target, new HubApi(target.http(), target.client())));
            }
            var owner = doors.getFirst().api().exchange(ownerCode, "Owner");
            play(report, words, targets, () -> HubCrowd.open(doors, owner));
        } finally {
            doors.forEach(door -> door.api().close());
        }
    }

    /** Makes the participants of one run. */
    private interface Crowds {
        Crowd next() throws IOException, InterruptedException;
    }

    private static void play(Report report, LoadWords words, List<LoadTarget> targets, Crowds crowds) throws Exception {
        var rows = new ArrayList<LoadTable.Row>();
        int conflicts = 0;
        for (WireProfile profile : words.profiles()) {
            for (int participants : words.participants()) {
                var timing = words.timing();
                var run = new LoadRun(new LoadRun.Plan(
                        participants, timing.seconds(), timing.seed() + participants, profile, timing.storm()));
                run.run(targets, crowds.next(), report);
                String name =
                        profile == WireProfile.NONE ? "none" : profile.name().toUpperCase(Locale.ROOT);
                rows.add(new LoadTable.Row(name, participants, run.describe(report)));
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
