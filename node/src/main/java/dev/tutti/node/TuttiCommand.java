package dev.tutti.node;

import dev.tutti.node.config.ConfigException;
import dev.tutti.node.config.ConfigReader;
import dev.tutti.node.config.Setting;
import dev.tutti.node.config.Settings;
import dev.tutti.node.config.Spelling;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's shape; the options of {@code up} follow {@link Settings}. */
@Command(
        name = "tutti",
        description = "The hub for people who act together, in time, in one place.",
        subcommands = {TuttiCommand.Version.class, CommandLine.HelpCommand.class})
final class TuttiCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    static CommandLine create(Map<String, String> environment, Path home) {
        var up = upCommand();
        var line = new CommandLine(new TuttiCommand());
        line.getCommandSpec().mixinStandardHelpOptions(true).version(version());
        up.getCommandSpec().version(version());
        line.addSubcommand("up", up);
        var own = new HashMap<String, OwnStrategy>();
        own.put("up", result -> execute(result, environment, home));
        NodeCommandLines.addTo(line, own, environment, home);
        line.setParameterExceptionHandler((exception, _) -> explain(exception));
        line.setExecutionStrategy(result -> {
            var sub = result.subcommand();
            var strategy = sub == null ? null : own.get(sub.commandSpec().name());
            return sub != null && strategy != null ? strategy.execute(sub) : new CommandLine.RunLast().execute(result);
        });
        return line;
    }

    /** A subcommand that is run by what it says here. */
    interface OwnStrategy extends CommandLine.IExecutionStrategy {}

    /** Says what is wrong and where help is, without printing all of the help. */
    private static int explain(ParameterException exception) {
        var command = exception.getCommandLine();
        String unknown = exception instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().getFirst()
                : "";
        if (unknown.startsWith("--")) {
            var known = command.getCommandSpec().optionsMap().keySet().stream()
                    .filter(name -> name.startsWith("--"))
                    .toList();
            int equals = unknown.indexOf('=');
            String name = equals < 0 ? unknown : unknown.substring(0, equals);
            command.getErr().println(name + " is no option of this command." + Spelling.suggestion(name, known));
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        command.getErr().println(exception.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
            command.getErr().println("Options and commands: tutti help, tutti up --help");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What shall it do? Try: tutti up");
    }

    private static CommandLine upCommand() {
        var spec = CommandSpec.create().name("up");
        spec.usageMessage().description("Start the hub and print where to go.");
        spec.usageMessage()
                .footer(
                        "",
                        "Each option can also be an environment variable (--tls-port is TUTTI_TLS_PORT) or a line of"
                                + " the file (tls-port = 8443). A flag wins over the environment, the environment over"
                                + " the file.");
        spec.usageMessage().sortOptions(false);
        for (var setting : Settings.ALL) {
            spec.addOption(option(setting));
        }
        spec.addOption(OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(String.class)
                .description("Read settings from FILE; DIR/tutti.conf is read when it is there.")
                .build());
        spec.mixinStandardHelpOptions(true);
        return new CommandLine(spec);
    }

    static OptionSpec option(Setting<?> setting) {
        var option = OptionSpec.builder(setting.flag()).paramLabel(setting.placeholder());
        if (setting.kind().repeatable()) {
            option.type(List.class).auxiliaryTypes(String.class);
        } else {
            option.type(String.class);
        }
        if (setting.equals(Settings.OWNER_LINK)) {
            option.arity("0..1").fallbackValue("yes");
        }
        String fallback = setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback() + ".";
        return option.description(setting.help() + fallback).build();
    }

    private static String version() {
        return "tutti " + HubVersion.text() + " on Java " + Runtime.version();
    }

    private static int execute(ParseResult result, Map<String, String> environment, Path home) {
        var line = result.commandSpec().commandLine();
        if (CommandLine.printHelpIfRequested(result)) {
            return 0;
        }
        try {
            return UpCommand.run(ConfigReader.read(flags(result), environment, home), line.getOut(), line.getErr());
        } catch (ConfigException e) {
            line.getErr().println(e.getMessage());
            return line.getCommandSpec().exitCodeOnInvalidInput();
        }
    }

    static Map<String, String> flags(ParseResult result) {
        var flags = new HashMap<String, String>();
        for (var option : result.matchedOptions()) {
            String key = option.longestName().substring(2);
            Object value = option.getValue();
            if (!Settings.isKey(key) && !key.equals(ConfigReader.CONFIG_KEY)) {
                continue;
            }
            flags.put(key, value instanceof List<?> list ? joined(list) : String.valueOf(value));
        }
        return flags;
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(String::valueOf).toList());
    }

    /** Prints the version, and what it runs on. */
    @Command(name = "version", description = "Print the version.")
    static final class Version implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli injects it
        private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().getOut().println(version());
        }
    }
}
