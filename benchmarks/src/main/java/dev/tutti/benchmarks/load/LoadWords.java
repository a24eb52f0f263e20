package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.impair.WireProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What the words of {@code ./tutti loadtest} ask for.
 *
 * @param options as they were typed, for what belongs to the server
 */
record LoadWords(
        Map<String, String> options,
        List<Integer> participants,
        List<WireProfile> profiles,
        int nodes,
        LoadTiming timing) {
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
          --participants N,…   10,25,50,100 if not given; at most 1500
          --nodes K            without --hub: so many nodes are started and share the participants (1)
          --seconds S          how long each size is played (30)
          --profile P,…        none, A, B, C: the wire between the participants' voice and the hub (none)
          --storm yes|no       at the end everybody loses the connection at once (yes)
          --seed N
        Raise the hub's own limits for a crowd of one address: --join-limit, --exchange-limit, --connect-limit and
        --address-connections. The last line is one JSON object.
        """;

    private static final Set<String> SERVER =
            Set.of("hub", "owner", "livekit", "key", "secret", "token", "room", "ca", "pid");
    private static final Set<String> COURSE = Set.of("participants", "nodes", "seconds", "profile", "storm", "seed");
    private static final int MOST = 1_500;
    private static final int MOST_NODES = 5;
    private static final int LONGEST_S = 3_600;

    /** How long each size is played, and from which seed. */
    record LoadTiming(int seconds, boolean storm, long seed) {}

    /** The words say nothing that can be done. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why + "\n" + USAGE);
        }
    }

    static LoadWords read(List<String> words) {
        Map<String, String> options = options(words);
        if (options.containsKey("hub") != options.containsKey("owner")) {
            throw new Refused("--hub and --owner belong together.");
        }
        boolean room = options.containsKey("livekit");
        if (room && options.containsKey("hub")) {
            throw new Refused("--hub and --livekit name two servers; one is tested at a time.");
        }
        if (room && options.containsKey("key") == options.containsKey("token")) {
            throw new Refused("--livekit wants --key and --secret, or --token.");
        }
        if (options.containsKey("key") != options.containsKey("secret")) {
            throw new Refused("--key and --secret belong together.");
        }
        var read = new LoadWords(
                options,
                each(options.getOrDefault("participants", "10,25,50,100"), n -> number("participants", n, 2, MOST)),
                each(options.getOrDefault("profile", "none"), LoadWords::profile),
                number("nodes", options.getOrDefault("nodes", "1"), 1, MOST_NODES),
                new LoadTiming(
                        number("seconds", options.getOrDefault("seconds", "30"), 1, LONGEST_S),
                        yes("storm", options.getOrDefault("storm", "yes")),
                        number("seed", options.getOrDefault("seed", "20250101"), 0, Integer.MAX_VALUE)));
        if (read.nodes > 1 && (room || options.containsKey("hub"))) {
            throw new Refused("--nodes starts nodes of its own; --hub and --livekit name a server that runs.");
        }
        return read;
    }

    private static Map<String, String> options(List<String> words) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : "";
            if (!(SERVER.contains(name) || COURSE.contains(name)) || i + 1 >= words.size()) {
                throw new Refused(words.get(i) + " is no option with a value.");
            }
            options.put(name, words.get(i + 1));
        }
        return options;
    }

    /** What was typed, or nothing. */
    String text(String name) {
        return options.getOrDefault(name, "");
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    OptionalLong pid() {
        return has("pid") ? OptionalLong.of(number("pid", text("pid"), 1, Integer.MAX_VALUE)) : OptionalLong.empty();
    }

    /** Of the server, with a scheme and nothing behind the port. */
    String address(String name) {
        String address = text(name);
        if (!address.matches("(https?|wss?)://[^\\s/]+/?")) {
            throw new Refused("--%s %s is no address such as https://hall.local:8443.".formatted(name, address));
        }
        return address;
    }

    private static <T> List<T> each(String given, Function<String, T> one) {
        var found = new ArrayList<T>();
        for (String part : given.split(",", -1)) {
            found.add(one.apply(part.strip()));
        }
        return List.copyOf(found);
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
        throw new Refused("--%s %s is not within %d and %d.".formatted(name, given, least, most));
    }

    private static boolean yes(String name, String given) {
        return switch (given) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new Refused("--%s is yes or no, not %s.".formatted(name, given));
        };
    }

    private static WireProfile profile(String name) {
        try {
            return WireProfile.of(name);
        } catch (IllegalArgumentException _) {
            throw new Refused("There is no profile " + name + ".");
        }
    }
}
