package dev.tutti.node.replication;

import dev.tutti.cluster.replication.CommandText;
import dev.tutti.journal.CommandCodec;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Rejection;
import java.util.Optional;

/** Commands on the wire, in the words of the log. */
final class NodeCommandText implements CommandText {
    private final CommandCodec codec = new CommandCodec();

    @Override
    public String name(Command command) {
        return codec.name(command);
    }

    @Override
    public String body(Command command) {
        return codec.body(command);
    }

    @Override
    public String body(CreateSession command) {
        return codec.body(command);
    }

    @Override
    public Optional<Command> read(String name, String body) {
        return codec.read(name, body);
    }

    @Override
    public Optional<CreateSession> readCreate(String body) {
        return codec.readCreate(body);
    }

    @Override
    public String why(Rejection rejection) {
        return codec.why(rejection);
    }

    @Override
    public Rejection rejection(String code, String why) {
        return codec.rejection(code, why);
    }
}
