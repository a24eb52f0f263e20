package dev.tutti.node;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.data.DataException;
import dev.tutti.node.data.DataFolder;
import dev.tutti.node.data.ReadyFile;
import dev.tutti.node.logging.HubLogging;
import dev.tutti.node.network.MachineAddresses;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code tutti up}: starts a hub, says where it is, and stays until it is told to stop. */
final class UpCommand {
    /** Set for the run that trains the class cache: start, serve, stop. */
    private static final String EXIT_WHEN_READY = "tutti.exit-when-ready";

    /** Set by the script after a build: the civil time, in ms. */
    private static final String STARTED_MS = "tutti.started-ms";

    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

    private final HubConfig config;
    private final PrintWriter out;
    private final boolean terminal =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final StopSignal stop = new StopSignal();

    private UpCommand(HubConfig config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    static int run(HubConfig config, PrintWriter out, PrintWriter err) {
        var command = new UpCommand(config, out);
        try {
            command.up();
            return 0;
        } catch (StartException | DataException e) {
            err.println(e.getMessage());
            log.debug("The hub cannot start", e);
            return 1;
        } finally {
            HubLogging.stop();
            command.stop.stopped();
        }
    }

    private void up() throws StartException, DataException {
        try (var data = DataFolder.open(config.data());
                var ready = new ReadyFile(data.path())) {
            HubLogging.keepIn(data.folder("logs"));
            var platform =
                    new Hub.Platform(NanoClock.system(), WallClock.system(), Entropy.system(), new MachineAddresses());
            try (var hub = Hub.start(config, platform, data)) {
                var card = new HubCard(config.identity().name(), hub, sinceProcessStart(platform.wallClock()));
                ready.write(card.json());
                card.welcome().print(out, terminal);
                hub.onMove(() -> moved(card, ready));
                hub.metrics().bindProcess();
                if (System.getProperty(EXIT_WHEN_READY) == null) {
                    stop.await();
                }
                log.info("Stopping");
            }
            log.info("Stopped");
        } catch (IOException e) {
            throw new DataException("%s cannot be used: %s".formatted(config.data(), e), e);
        }
    }

    /** On the housekeeping thread. */
    private void moved(HubCard card, ReadyFile ready) {
        try {
            ready.write(card.json());
        } catch (IOException e) {
            log.warn("hub.json does not show the new addresses", e);
        }
        card.welcome().printAgain(out, terminal);
    }

    private static Duration sinceProcessStart(WallClock clock) {
        Instant now = clock.now();
        // When the script built the hub first, its process is much older than the hub.
        long afterBuildMs = Long.getLong(STARTED_MS, -1);
        if (afterBuildMs >= 0) {
            return Duration.between(Instant.ofEpochMilli(afterBuildMs), now);
        }
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
