package dev.tutti.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Faults of our own code around the writer: one command fails, the session goes on. */
class WriterFaultsTest {
    private static final UserId MAYA = new UserId("maya");
    private static final SessionWriter.Clocks CLOCKS =
            new SessionWriter.Clocks(() -> Instant.ofEpochMilli(1_800_000_000_000L), () -> 1_800_000_000_000_000L);

    private final MemoryEventStore store = new MemoryEventStore();
    private boolean codesFail;
    private boolean listenerFails;

    private SessionWriter writer() {
        var sessions = Sessions.open(store, CLOCKS, Entropy.seeded(7), CommitListener.NONE);
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.APPROVAL, false, "Maya");
        var created = (Sessions.Creation.Created) sessions.create(MAYA, "k1", command);
        var codes = new CodeSource() {
            private final Entropy entropy = Entropy.seeded(8);

            @Override
            public JoinCode joinCode() {
                if (codesFail) {
                    throw new IllegalStateException("planted");
                }
                return JoinCode.draw(entropy);
            }

            @Override
            public InviteCode inviteCode() {
                return InviteCode.draw(entropy);
            }
        };
        CommitListener listener = (state, events) -> {
            if (listenerFails) {
                throw new IllegalStateException("planted");
            }
        };
        return SessionWriter.recover(
                created.session().id(), new SessionWriter.Ports(store, CLOCKS, codes, listener, EventIds.HASHED));
    }

    private static CommandResult drive(SessionWriter writer, String key, String channel) {
        var result = writer.submit(MAYA, key, new Command.CreateChannel(ChannelSpec.named(channel)));
        writer.doWork();
        return result.join();
    }

    @Test
    void aCommandThatCannotBeDecidedIsRefusedAndTheNextIsDone() {
        var writer = writer();
        codesFail = true;
        assertThat(drive(writer, "c1", "Crew"))
                .isInstanceOfSatisfying(
                        CommandResult.Rejected.class,
                        rejected -> assertThat(rejected.rejection().code()).isEqualTo(RejectionCode.INTERNAL));
        codesFail = false;
        assertThat(drive(writer, "c1", "Crew")).isInstanceOf(CommandResult.Accepted.class);
        assertThat(writer.state().channels().all()).hasSize(2);
    }

    @Test
    void aListenerThatFailsUndoesNothingAndStopsNothing() {
        var writer = writer();
        listenerFails = true;
        assertThat(drive(writer, "c1", "Crew")).isInstanceOf(CommandResult.Accepted.class);
        assertThat(drive(writer, "c2", "Choir")).isInstanceOf(CommandResult.Accepted.class);
        assertThat(writer.state().channels().all()).hasSize(3);
    }
}
