package dev.tutti.session.core;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What became of a command that a request asked for, under that request's id. Thread-safe. */
final class WriterLog {
    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);

    private WriterLog() {}

    static void done(SessionId session, CommandEnvelope sent, CommandResult.Accepted accepted) {
        if (sent.wasRequested()) {
            named(log.atInfo(), session, sent)
                    .addKeyValue("events", accepted.events().size())
                    .log("session {}: {} is done and kept", session, sent.name());
        }
    }

    static void refused(SessionId session, CommandEnvelope sent, Rejection rejection) {
        if (sent.wasRequested()) {
            named(log.atInfo(), session, sent)
                    .log("session {}: {} was refused with {}", session, sent.name(), rejection.code());
        }
    }

    static void notImported(SessionId session, Rejection why) {
        log.warn("session {}: what an island decided is not imported yet: {}", session, why.code());
    }

    static void failed(SessionId session, CommandEnvelope sent, RuntimeException why) {
        named(log.atError(), session, sent)
                .setCause(why)
                .log("session {} could not decide {}", session, sent.command());
    }

    private static LoggingEventBuilder named(LoggingEventBuilder line, SessionId session, CommandEnvelope sent) {
        var named = line.addKeyValue("session", session).addKeyValue("user", sent.actor());
        return sent.wasRequested() ? named.addKeyValue("request_id", sent.requestId()) : named;
    }
}
