package dev.tutti.node;

import dev.tutti.node.config.ConfigException;
import dev.tutti.node.config.ConfigReader;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.Settings;
import dev.tutti.node.console.ConsoleException;
import dev.tutti.node.console.NodeCommands;
import dev.tutti.node.doctor.DoctorCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The commands about the nodes of a hub, and the doctor; they read the same settings as {@code up}. */
final class NodeCommandLines {
    private static final String JSON = "--json";
    private static final String YES = "--yes";

    private final Map<String, String> environment;
    private final Path home;
    private final Map<String, TuttiCommand.OwnStrategy> own;

    private NodeCommandLines(Map<String, TuttiCommand.OwnStrategy> own, Map<String, String> environment, Path home) {
        this.own = own;
        this.environment = environment;
        this.home = home;
    }

    /** What a command does with the configuration and its own words; answers the exit code. */
    private interface Work {
        int run(HubConfig config, ParseResult words) throws ConsoleException;
    }

    /** @param own gets what each command does, by its name */
    static void addTo(
            CommandLine line, Map<String, TuttiCommand.OwnStrategy> own, Map<String, String> environment, Path home) {
        var commands = new NodeCommandLines(own, environment, home);
        commands.add(
                line,
                json(spec("nodes", "Show the nodes of the hub, who waits, and who was seen.")),
                (config, words) -> {
                    nodes(config, words).list(words.hasMatchedOption(JSON));
                    return 0;
                });
        commands.add(
                line, spec("invite-node", "Print a code that lets one node join within an hour."), (config, words) -> {
                    nodes(config, words).invite();
                    return 0;
                });
        commands.add(line, node(spec("admit", "Let a node in that waits.")), (config, words) -> {
            nodes(config, words).admit(words.matchedPositionalValue(0, ""));
            return 0;
        });
        commands.add(
                line, node(spec("remove-node", "Refuse a node that waits, or remove a member.")), (config, words) -> {
                    nodes(config, words).remove(words.matchedPositionalValue(0, ""));
                    return 0;
                });
        commands.add(line, node(spec("move-hub", "Make another node the hub; both are up.")), (config, words) -> {
            nodes(config, words).move(words.matchedPositionalValue(0, ""));
            return 0;
        });
        commands.add(
                line,
                sure(spec("adopt", "Make this node the hub in place of one that is gone for good.")),
                (config, words) -> {
                    nodes(config, words).adopt(words.hasMatchedOption(YES));
                    return 0;
                });
        commands.add(
                line,
                sure(spec("copy-anew", "Put this node's log aside, where it differs, and copy the hub's.")),
                (config, words) -> {
                    nodes(config, words).copyAnew(words.hasMatchedOption(YES));
                    return 0;
                });
        var doctor = json(spec("doctor", "Test the network and this machine, and say what to fix."));
        commands.add(
                line,
                doctor,
                (config, words) -> new DoctorCommand(config, out(words)).run(words.hasMatchedOption(JSON)));
    }

    private static NodeCommands nodes(HubConfig config, ParseResult words) {
        return new NodeCommands(config.data(), out(words));
    }

    private static PrintWriter out(ParseResult words) {
        return words.commandSpec().commandLine().getOut();
    }

    private static CommandSpec spec(String name, String description) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description).sortOptions(false);
        for (var setting : Settings.ALL) {
            // The same configuration as the hub's; here only where it is has to be shown.
            boolean shown = setting.equals(Settings.DATA);
            spec.addOption(OptionSpec.builder(TuttiCommand.option(setting))
                    .hidden(!shown)
                    .build());
        }
        spec.addOption(OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(String.class)
                .description("Read settings from FILE.")
                .build());
        return spec.mixinStandardHelpOptions(true);
    }

    private static CommandSpec json(CommandSpec spec) {
        return spec.addOption(OptionSpec.builder(JSON)
                .arity("0")
                .type(boolean.class)
                .description("Print JSON.")
                .build());
    }

    private static CommandSpec sure(CommandSpec spec) {
        return spec.addOption(OptionSpec.builder(YES)
                .arity("0")
                .type(boolean.class)
                .description("It is meant.")
                .build());
    }

    private static CommandSpec node(CommandSpec spec) {
        return spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("NODE")
                .arity("1")
                .index("0")
                .type(String.class)
                .description("Its id, or how that begins.")
                .build());
    }

    private void add(CommandLine line, CommandSpec spec, Work work) {
        var command = new CommandLine(spec);
        own.put(spec.name(), words -> execute(words, work));
        line.addSubcommand(spec.name(), command);
    }

    private int execute(ParseResult words, Work work) {
        var line = words.commandSpec().commandLine();
        if (CommandLine.printHelpIfRequested(words)) {
            return 0;
        }
        try {
            var config = ConfigReader.read(TuttiCommand.flags(words), environment, home);
            int code = work.run(config, words);
            line.getOut().flush();
            return code;
        } catch (ConfigException e) {
            line.getErr().println(e.getMessage());
            return line.getCommandSpec().exitCodeOnInvalidInput();
        } catch (ConsoleException e) {
            line.getErr().println(e.getMessage());
            return 1;
        }
    }
}
