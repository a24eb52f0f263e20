package dev.tutti.node.config;

import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.foundation.InviteCode;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.wire.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sources of the configuration: flag over environment over file over default.
 *
 * <p>The file is the one named by {@code --config} or {@code TUTTI_CONFIG}, else {@code tutti.conf} in the data folder
 * when there is one. Its lines are {@code key = value}; {@code #} begins a comment, quotes around a value are dropped.
 */
public final class ConfigReader {
    public static final String CONFIG_KEY = "config";
    public static final String CONFIG_VARIABLE = "TUTTI_CONFIG";
    public static final String FILE_NAME = "tutti.conf";

    /** Read by the scripts, not by the hub. */
    private static final Set<String> SCRIPT_VARIABLES =
            Set.of(CONFIG_VARIABLE, "TUTTI_HOME", "TUTTI_JAVA_OPTS", "TUTTI_FUZZ_SMOKE_SECONDS");

    private static final long MAX_FILE_BYTES = 1 << 20;

    private record Raw(String text, String origin) {}

    private final Map<String, Raw> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Path home;

    private ConfigReader(Path home) {
        this.home = home;
    }

    /**
     * @param flags setting key to value, as given on the command line
     * @param home what a relative default data folder stands in
     */
    public static HubConfig read(Map<String, String> flags, Map<String, String> environment, Path home)
            throws ConfigException {
        var reader = new ConfigReader(home);
        reader.readFlagsAndEnvironment(flags, environment);
        reader.readFile(reader.configFile(flags, environment));
        reader.openTicket();
        var config = reader.assemble();
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return config;
    }

    private void readFlagsAndEnvironment(Map<String, String> flags, Map<String, String> environment) {
        var variables = new HashMap<String, String>();
        for (var setting : Settings.ALL) {
            variables.put(setting.variable(), setting.key());
        }
        environment.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String variable = entry.getKey();
            String key = variables.get(variable);
            if (key != null) {
                values.put(key, new Raw(entry.getValue(), variable + " (environment)"));
            } else if (variable.startsWith("TUTTI_") && !SCRIPT_VARIABLES.contains(variable)) {
                problems.add("%s (environment) is no setting of the hub.%s"
                        .formatted(variable, Spelling.suggestion(variable, variables.keySet())));
            }
        });
        flags.forEach((key, text) -> {
            if (!key.equals(CONFIG_KEY)) {
                values.put(key, new Raw(text, "--" + key));
            }
        });
    }

    /** An invite that was scanned says where to join and with which code. */
    private void openTicket() {
        var join = values.getOrDefault(Settings.JOIN.key(), new Raw("", ""));
        JoinTicket.read(join.text()).ifPresent(said -> {
            values.put(Settings.JOIN.key(), new Raw(said.at(), join.origin()));
            values.putIfAbsent(Settings.INVITE.key(), new Raw(said.code(), join.origin()));
        });
    }

    private @Nullable Path configFile(Map<String, String> flags, Map<String, String> environment) {
        String named = flags.getOrDefault(CONFIG_KEY, environment.get(CONFIG_VARIABLE));
        if (named != null) {
            var file = Path.of(named);
            if (!Files.isRegularFile(file)) {
                String origin = flags.containsKey(CONFIG_KEY) ? "--config" : CONFIG_VARIABLE + " (environment)";
                problems.add("%s: there is no file %s.".formatted(origin, file.toAbsolutePath()));
                return null;
            }
            return file;
        }
        var folder = dataFolder();
        var file = folder == null ? null : folder.resolve(FILE_NAME);
        return file != null && Files.isRegularFile(file) ? file : null;
    }

    /** Where flags and environment put it; null when that is no folder, which {@link #assemble} reports. */
    private @Nullable Path dataFolder() {
        var data = values.get(Settings.DATA.key());
        try {
            return data == null
                    ? home.resolve(Settings.DATA.fallback())
                    : Settings.DATA.kind().parser().parse(data.text().strip());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private void readFile(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                problems.add("%s is larger than a configuration can be (1 MiB).".formatted(file));
                return;
            }
            var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                readLine(lines.get(i), "%s line %d".formatted(file, i + 1));
            }
        } catch (IOException e) {
            problems.add("%s cannot be read: %s".formatted(file, e));
        }
    }

    private void readLine(String line, String origin) {
        var text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            problems.add("%s: \"%s\" is not of the form key = value.".formatted(origin, text));
            return;
        }
        var key = text.substring(0, equals).strip();
        var known = Settings.ALL.stream().map(Setting::key).toList();
        if (!known.contains(key)) {
            problems.add("%s: %s is no setting of the hub.%s".formatted(origin, key, Spelling.suggestion(key, known)));
            return;
        }
        values.putIfAbsent(key, new Raw(unquoted(text.substring(equals + 1).strip()), origin));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private HubConfig assemble() {
        var data = values.containsKey(Settings.DATA.key())
                ? value(Settings.DATA, Path.of(""))
                : home.resolve(Settings.DATA.fallback());
        var keys = value(Settings.KEYS, Map.of("", ""));
        var webhooks = value(Settings.WEBHOOKS, List.of());
        if (keys.isEmpty() && !webhooks.isEmpty()) {
            problems.add("%s: webhooks are signed with an API key, and there is none. Add --keys KEY:SECRET."
                    .formatted(origin(Settings.WEBHOOKS)));
        }
        var name = values.containsKey(Settings.NAME.key()) ? value(Settings.NAME, "") : MachineName.shown();
        return new HubConfig(
                data.toAbsolutePath().normalize(),
                new HubConfig.Identity(name, value(Settings.OWNER_LINK, false)),
                new HubConfig.Places(value(Settings.BIND, List.of()), value(Settings.ORIGIN, List.of())),
                new HubConfig.Ports(
                        value(Settings.PORT, 0),
                        value(Settings.TLS_PORT, 0),
                        value(Settings.MEDIA_PORT, 0),
                        value(Settings.SIGNAL_PORT, OptionalInt.empty()),
                        v1()),
                new HubConfig.LiveKit(keys, webhooks),
                new HubConfig.Limits(
                        new HubConfig.Rates(
                                value(Settings.EXCHANGE_LIMIT, 1),
                                value(Settings.JOIN_LIMIT, 1),
                                value(Settings.CONNECT_LIMIT, 1)),
                        new OpenConnections.Limits(
                                value(Settings.CONNECTIONS, 1), value(Settings.ADDRESS_CONNECTIONS, 1)),
                        value(Settings.TALK_LIMIT, 10)),
                new HubConfig.Metrics(value(Settings.METRICS_FROM, List.of()), value(Settings.METRICS_TOKEN, "")),
                nodes());
    }

    private Optional<HubConfig.V1> v1() {
        int port = value(Settings.V1_PORT, HubConfig.V1.FIELD_PORTS.getFirst());
        var ports = port == HubConfig.V1.FIELD_PORTS.getFirst() ? HubConfig.V1.FIELD_PORTS : List.of(port);
        return value(Settings.V1, Optional.<String>empty()).map(channel -> new HubConfig.V1(channel, ports));
    }

    private HubConfig.Nodes nodes() {
        var join = value(Settings.JOIN, List.of());
        var invite = value(Settings.INVITE, Optional.<InviteCode>empty());
        if (join.size() > 1) {
            problems.add("%s: a node joins one hub; name one node of it.".formatted(origin(Settings.JOIN)));
        }
        // One that cannot be read has its own sentence.
        if (!values.containsKey(Settings.JOIN.key()) && invite.isPresent()) {
            problems.add("%s: an invite is for --join HOST, and there is none.".formatted(origin(Settings.INVITE)));
        }
        return new HubConfig.Nodes(
                value(Settings.NODE_PORT, 0),
                value(Settings.PEER, List.of()),
                join.stream().findFirst(),
                invite,
                Set.copyOf(value(Settings.ALLOW_NODES, List.of())),
                value(Settings.MDNS, false),
                value(Settings.NODE_CLASS, PeerType.HUB),
                value(Settings.TIMING, Timing.FAST));
    }

    /** The value, or {@code instead} after noting a problem (the whole configuration is refused then). */
    private <T> T value(Setting<T> setting, T instead) {
        var raw = values.getOrDefault(setting.key(), new Raw(setting.fallback(), "default"));
        try {
            return setting.kind().parser().parse(raw.text().strip());
        } catch (IllegalArgumentException _) {
            // A secret never goes into a message.
            boolean secret = setting.equals(Settings.KEYS)
                    || setting.equals(Settings.METRICS_TOKEN)
                    || setting.equals(Settings.INVITE);
            String shown = secret ? "" : " \"" + raw.text() + "\"";
            problems.add("%s:%s is not allowed for %s. Allowed: %s."
                    .formatted(
                            raw.origin(), shown, setting.key(), setting.kind().allowed()));
            return instead;
        }
    }

    private String origin(Setting<?> setting) {
        var raw = values.get(setting.key());
        return raw == null ? "default" : raw.origin();
    }
}
