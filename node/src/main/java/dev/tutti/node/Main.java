package dev.tutti.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** The program: reads the command line and runs one command of it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        var home = Path.of(System.getProperty("tutti.home", ""));
        System.exit(commandLine(out, err, System.getenv(), home).execute(arguments));
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Map<String, String> environment, Path home) {
        return TuttiCommand.create(environment, home).setOut(out).setErr(err);
    }
}
