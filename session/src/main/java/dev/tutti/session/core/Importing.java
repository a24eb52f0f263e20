package dev.tutti.session.core;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Displacement;
import dev.tutti.session.Origin;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.Things;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One import of an island's commands into a session's main line: what is to be appended for them (cluster.md B4). */
final class Importing implements Merging.Known {
    private final SessionWriter.Ports ports;
    private final Merging merging;
    private final Set<Epoch> own;
    private final Map<EventId, CommittedEvent> pending = new HashMap<>();
    private final List<ProposedEvent> proposed = new ArrayList<>();
    private final long before;
    private SessionState main;

    /** @param own the branches on which these commands were decided: what came from those nodes is no change of others */
    Importing(SessionState main, SessionWriter.Ports ports, SessionDecider decider, Set<Epoch> own) {
        this.main = main;
        this.ports = ports;
        this.own = own;
        before = main.sequence();
        merging = new Merging(decider, this, ports.pen().branchRules());
    }

    /** The main line after it. */
    SessionState state() {
        return main;
    }

    /** In order; what they propose continues the main line. */
    List<ProposedEvent> propose(List<BranchedCommand> commands) {
        for (BranchedCommand command : commands) {
            var context = new DecideContext(
                    command.actor(),
                    command.atMs(),
                    id(command, 0),
                    ports.codes().joinCode(),
                    ports.codes().inviteCode(),
                    command.sessionUs());
            String hash = Repetition.hash(command.command());
            for (Merging.Entry entry : merging.decide(main, command, changed(command), context)) {
                add(entry, command, hash);
            }
        }
        return proposed;
    }

    private void add(Merging.Entry entry, BranchedCommand command, String hash) {
        long sequence = main.sequence() + 1;
        main = main.apply(sequence, command.atMs(), entry.event());
        var event = new ProposedEvent(
                main.id(),
                sequence,
                entry.id(),
                command.actor(),
                entry.key(),
                hash,
                command.atMs(),
                entry.event(),
                command.origin());
        proposed.add(event);
        pending.put(entry.id(), event.committed(0, 0));
    }

    /** On which things others decided since the island had left the main line. */
    private Set<String> changed(BranchedCommand command) {
        var things = new HashSet<String>();
        long after = command.sequence();
        while (after < before) {
            List<CommittedEvent> page = ports.store().read(main.id(), after, 1_000);
            if (page.isEmpty()) {
                break;
            }
            page.stream()
                    .filter(this::isOfOthers)
                    .forEach(event -> Things.of(event.event()).ifPresent(things::add));
            after = page.getLast().sequence();
        }
        return things;
    }

    private boolean isOfOthers(CommittedEvent event) {
        Origin origin = event.origin();
        return origin == null
                || own.stream()
                        .noneMatch(
                                branch -> branch.leaderTag() == origin.branch().leaderTag());
    }

    /** Whether the main line has all of it. */
    boolean has(BranchedCommand command) {
        return merging.isSettled(command);
    }

    @Override
    public Optional<CommittedEvent> find(EventId id) {
        CommittedEvent here = pending.get(id);
        return here != null ? Optional.of(here) : ports.store().find(id);
    }

    @Override
    public EventId id(BranchedCommand command, int i) {
        boolean planted = !ports.pen().branchRules().knowsWhatItHas();
        String key = planted ? command.key() + "/" + main.sequence() : command.key();
        return ports.ids().of(main.id(), command.actor(), key, i);
    }

    @Override
    public EventId displaced(BranchedCommand command, EventId original) {
        return ports.ids().of(main.id(), command.actor(), Displacement.key(original), 0);
    }
}
