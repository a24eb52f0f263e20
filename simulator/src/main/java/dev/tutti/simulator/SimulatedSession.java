package dev.tutti.simulator;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CreateSession;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.channels.ChannelsDecider;
import dev.tutti.session.core.CodeSource;
import dev.tutti.session.core.CommitListener;
import dev.tutti.session.core.EventIds;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.lifecycle.LifecycleDecider;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The one session of a simulated log: how it begins, what people want of it, on what its writer stands. */
final class SimulatedSession {
    static final SessionId ID = new SessionId("s");
    private static final UserId HOST = new UserId("host");

    private final VirtualTime time;
    private final Entropy entropy;
    private final PlantedLogBug bug;
    private final SplittableRandom random;

    SimulatedSession(VirtualTime time, Entropy entropy, PlantedLogBug bug, SplittableRandom random) {
        this.time = time;
        this.entropy = entropy;
        this.bug = bug;
        this.random = random;
    }

    /** The first events, as the registry of sessions makes them. */
    List<CommittedEvent> create(SimulatedEventStore store) {
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.OPEN, true, "Host");
        var context =
                new DecideContext(HOST, 0, new EventId("first"), JoinCode.draw(entropy), InviteCode.draw(entropy), 0);
        Decision decision =
                new LifecycleDecider().create(command, context, id -> ChannelsDecider.all(id, SessionKind.REHEARSAL));
        var proposed = new ArrayList<ProposedEvent>();
        if (decision instanceof Decision.Accept accept) {
            for (Event event : accept.events()) {
                int i = proposed.size();
                EventId id = EventIds.HASHED.of(ID, HOST, "create", i);
                proposed.add(new ProposedEvent(ID, i + 1L, id, HOST, "create", "hash", 0, event));
            }
        }
        List<CommittedEvent> committed = store.append(ID, proposed);
        store.syncNow();
        store.syncNow();
        return committed;
    }

    SessionWriter.Ports ports(SimulatedEventStore store, Pen pen) {
        EventIds ids = bug == PlantedLogBug.RANDOM_EVENT_IDS
                ? (_, _, _, _) -> new EventId("x" + random.nextLong(Long.MAX_VALUE))
                : EventIds.HASHED;
        var codes = new CodeSource() {
            @Override
            public JoinCode joinCode() {
                return JoinCode.draw(entropy);
            }

            @Override
            public InviteCode inviteCode() {
                return InviteCode.draw(entropy);
            }
        };
        var wall = new NodeClock(time, 0, 0);
        var clocks = new SessionWriter.Clocks(wall::wall, () -> wall.monotonicNs() / 1_000);
        return new SessionWriter.Ports(store, clocks, codes, CommitListener.NONE, ids, pen);
    }

    /** What that person wants with this press of a button. */
    static Command command(UserId id, int press, SplittableRandom dice) {
        if (press == 1) {
            return new Command.Join("C", new Grant.Owner());
        }
        return switch (dice.nextInt(4)) {
            case 0 -> new Command.Rename("N" + press);
            case 1 -> new Command.CreateChannel(ChannelSpec.named(id + "-" + press % 20));
            case 2 -> new Command.RotateCode();
            default ->
                new Command.ChangeSettings(new SettingsPatch(null, null, null, null, 5 + dice.nextInt(100), null));
        };
    }
}
