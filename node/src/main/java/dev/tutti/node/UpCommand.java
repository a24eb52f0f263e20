package dev.tutti.node;

import dev.tutti.node.config.HubConfig;
import java.io.PrintWriter;

/** {@code tutti up}: starts a hub and stays until it is told to stop. */
final class UpCommand {
    private UpCommand() {}

    static int run(HubConfig config, PrintWriter out, PrintWriter err) {
        out.println(config.identity().name());
        return 0;
    }
}
