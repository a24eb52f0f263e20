package dev.tutti.node.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sets Logback up without a file of its own: at the first log line for the terminal, then for the data folder. */
public final class HubLogging extends ContextAwareBase implements Configurator {
    private static final String OURS = "dev.tutti";
    private static final String HUB = "dev.tutti.node.";
    private static final int MAX_WAITING_LINES = 8_192;
    private static final int MAX_DAYS = 14;

    /** Called by Logback, before the first line is logged. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern("%d{HH:mm:ss} %-5level %msg%replace( [%X{request_id}]){' \\[\\]', ''}%n%ex{short}");
        start(encoder, context);
        var terminal = new ConsoleAppender<ILoggingEvent>();
        terminal.setEncoder(encoder);
        terminal.setTarget("System.err");
        terminal.addFilter(new Peaceful());
        start(terminal, context, "terminal");
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(terminal);
        context.getLogger(OURS).setLevel(Level.INFO);
        // What keeps the server from starting is said in our own words.
        context.getLogger("io.javalin").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on every line is also kept in {@code hub.jsonl} of that folder. */
    public static void keepIn(Path folder) throws IOException {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setFile(OwnerOnly.file(folder.resolve("hub.jsonl")).toString());
        file.setEncoder(json(context));
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(folder.resolve("hub.%d.%i.jsonl.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf("20MB"));
        rolling.setMaxHistory(MAX_DAYS);
        rolling.setTotalSizeCap(FileSize.valueOf("200MB"));
        rolling.start();
        file.setRollingPolicy(rolling);
        start(file, context, "file");
        // No thread of the hub waits for the log's disk: lines that do not fit are dropped, warnings last.
        var waiting = new AsyncAppender();
        waiting.setContext(context);
        waiting.setQueueSize(MAX_WAITING_LINES);
        waiting.setNeverBlock(true);
        waiting.addAppender(file);
        start(waiting, context, "waiting");
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(waiting);
    }

    /** Writes what is waiting and closes the files. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /** Who comes and goes is for the file; the terminal is for people: what the hub as a whole does, and what is wrong. */
    private static final class Peaceful extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean matters = event.getLevel().isGreaterOrEqual(Level.WARN)
                    || event.getLoggerName().startsWith(HUB);
            return matters ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }

    private static JsonLines json(LoggerContext context) {
        var encoder = new JsonLines();
        start(encoder, context);
        return encoder;
    }

    private static void start(Encoder<ILoggingEvent> encoder, LoggerContext context) {
        encoder.setContext(context);
        encoder.start();
    }

    private static void start(Appender<ILoggingEvent> appender, LoggerContext context, String name) {
        appender.setContext(context);
        appender.setName(name);
        appender.start();
    }
}
