package dev.tutti.cluster.replication;

import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Rejection;
import java.util.Optional;

/** Commands and refusals as they stand on the wire. Thread-safe. */
public interface CommandText {
    /** The name of {@link CreateSession}. */
    String CREATE = "create_session";

    String name(Command command);

    String body(Command command);

    String body(CreateSession command);

    /** Empty for what cannot be read. */
    Optional<Command> read(String name, String body);

    Optional<CreateSession> readCreate(String body);

    /** Message and details; the code stands beside. */
    String why(Rejection rejection);

    Rejection rejection(String code, String why);
}
