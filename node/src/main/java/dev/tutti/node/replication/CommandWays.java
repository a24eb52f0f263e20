package dev.tutti.node.replication;

import dev.tutti.cluster.replication.CommandCarrier;
import dev.tutti.cluster.replication.CommandDesk;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CreateSession;
import dev.tutti.session.core.CommandEnvelope;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.Pen.Carried;
import dev.tutti.session.core.Sessions;
import dev.tutti.wire.ClientMessage;
import dev.tutti.wire.SessionTag;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Commands on their way to the node that decides them, and others' that this node decides. Thread-safe. */
final class CommandWays implements AutoCloseable {
    private final OtherNodes others;
    private final CommandText text;
    private final BooleanSupplier decides;
    private final CommandCarrier carrier;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable CommandDesk desk;

    /** @param decides whether this node decides just now */
    CommandWays(OtherNodes others, CommandText text, NanoClock clock, BooleanSupplier decides) {
        this.others = others;
        this.text = text;
        this.decides = decides;
        carrier = new CommandCarrier(this::send, text, clock);
        others.mail().on(ClientMessage.Command.class, (from, _, command) -> wanted(from, command));
        others.mail().on(ClientMessage.CommandResult.class, (from, _, result) -> {
            if (others.mayDecide(from)) {
                carrier.received(result);
            }
        });
    }

    void begin(Sessions sessions) {
        desk = new CommandDesk(sessions, text, blocking);
    }

    CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent) {
        return carrier.carry(new ClientMessage.Command(
                session,
                sent.actor(),
                sent.key(),
                text.name(sent.command()),
                text.body(sent.command()),
                sent.requestId()));
    }

    CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command) {
        return carrier.carry(
                new ClientMessage.Command(session, actor, key, CommandText.CREATE, text.body(command), ""));
    }

    /** Somebody else decides from now on, or the way there is new. */
    void again() {
        carrier.again();
    }

    void doWork() {
        carrier.doWork();
    }

    private void send(ClientMessage.Command command) {
        NodeId to = others.decider();
        if (to.equals(others.self())) {
            wanted(to, command);
        } else {
            others.post().send(to, SessionTag.NONE, command);
        }
    }

    /** What comes while this node does not decide is sent again. */
    private void wanted(NodeId from, ClientMessage.Command command) {
        CommandDesk answering = desk;
        if (answering != null && decides.getAsBoolean()) {
            answering.received(command, result -> answer(from, result));
        }
    }

    private void answer(NodeId to, ClientMessage.CommandResult result) {
        if (to.equals(others.self())) {
            carrier.received(result);
        } else {
            others.post().send(to, SessionTag.NONE, result);
        }
    }

    @Override
    public void close() {
        blocking.shutdown();
    }
}
