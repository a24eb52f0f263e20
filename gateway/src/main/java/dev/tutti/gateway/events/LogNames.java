package dev.tutti.gateway.events;

import org.slf4j.MDC;

/** While open, the log lines of this thread say whose they are: the opening's request id, the session and the user. */
final class LogNames implements AutoCloseable {
    private static final String REQUEST = "request_id";
    private static final String SESSION = "session";
    private static final String USER = "user";

    LogNames(EventConnection connection) {
        MDC.put(REQUEST, connection.requestId());
        MDC.put(SESSION, connection.sessionId().value());
        MDC.put(USER, connection.userId().value());
    }

    @Override
    public void close() {
        MDC.remove(REQUEST);
        MDC.remove(SESSION);
        MDC.remove(USER);
    }
}
