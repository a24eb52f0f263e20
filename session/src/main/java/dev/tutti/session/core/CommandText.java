package dev.tutti.session.core;

import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Event;
import dev.tutti.session.Rejection;
import java.util.Optional;

/** Commands, events and refusals as they go to other nodes. Thread-safe. */
public interface CommandText {
    /** The name of {@link CreateSession}. */
    String CREATE = "create_session";

    String name(Command command);

    String body(Command command);

    String body(CreateSession command);

    /** Empty for what cannot be read. */
    Optional<Command> read(String name, String body);

    Optional<CreateSession> readCreate(String body);

    /** An event of the log; its name stands beside. */
    String body(Event event);

    Optional<Event> readEvent(String type, String body);

    /** Message and details; the code stands beside. */
    String why(Rejection rejection);

    Rejection rejection(String code, String why);
}
