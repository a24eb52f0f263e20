package dev.tutti.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Displacement;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.MergeEvent.MergeDisplaced;
import dev.tutti.session.Origin;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SettingsPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What a node decides while the hub is away, and how it comes home; both over one log, the island only reads it. */
class IslandTest {
    private static final UserId MAYA = new UserId("maya");
    private static final UserId BEN = new UserId("ben");
    private static final Epoch BRANCH = new Epoch(7, 9);
    private static final SessionWriter.Clocks CLOCKS =
            new SessionWriter.Clocks(() -> Instant.ofEpochMilli(1_800_000_000_000L), () -> 1_800_000_000_000_000L);

    private final MemoryEventStore store = new MemoryEventStore();
    private final SessionId id = create();
    private final Branch branch = new Branch();
    private final SessionWriter hub = SessionWriter.recover(id, ports(Pen.ALONE));
    private final SessionWriter island = SessionWriter.recover(id, ports(new Away()));

    @Test
    void whatAnIslandDecidesIsShownThereAndHasNoPlaceInTheLog() {
        long before = hub.state().sequence();

        CommandResult.Accepted done =
                accepted(island, MAYA, "k1", new Command.CreateChannel(ChannelSpec.named("Crew")));

        assertThat(done.cursor().branch()).isNotNull();
        assertThat(done.events()).allMatch(event -> event.sequence() == 0);
        assertThat(channels(island)).contains("Crew");
        assertThat(island.state().sequence()).isEqualTo(before);
        assertThat(store.read(id, before, 10)).isEmpty();
    }

    @Test
    void theSameKeyIsDoneOnceInAnIsland() {
        var command = new Command.CreateChannel(ChannelSpec.named("Crew"));
        CommandResult.Accepted first = accepted(island, MAYA, "k1", command);
        CommandResult.Accepted second = accepted(island, MAYA, "k1", command);

        assertThat(second.events()).isEqualTo(first.events());
        assertThat(second.repeated()).isTrue();
        assertThat(branch.kept).hasSize(1);
    }

    @Test
    void whatCannotBeTakenBackNeedsTheHub() {
        for (Command command :
                List.of(new Command.Close(), new Command.RotateCode(), new Command.CreateInvite(null, null, null))) {
            assertThat(rejected(island, MAYA, "n" + command.getClass().getSimpleName(), command))
                    .isEqualTo(RejectionCode.NEEDS_WRITER);
        }
        assertThat(branch.kept).isEmpty();
    }

    @Test
    void itComesHomeAsTheSameEventAndOnlyOnce() {
        CommandResult.Accepted done =
                accepted(island, MAYA, "k1", new Command.CreateChannel(ChannelSpec.named("Crew")));

        assertThat(imported()).isTrue();
        long after = hub.state().sequence();
        assertThat(imported()).isTrue();

        assertThat(hub.state().sequence()).isEqualTo(after);
        assertThat(channels(hub)).contains("Crew");
        CommittedEvent home = store.find(done.events().getFirst().id()).orElseThrow();
        assertThat(home.origin()).isEqualTo(new Origin(BRANCH, 1));
        assertThat(home.event()).isEqualTo(done.events().getFirst().event());
    }

    @Test
    void aCommandThatReachedTheHubTooIsNotDoneTwice() {
        var command = new Command.CreateChannel(ChannelSpec.named("Crew"));
        accepted(island, MAYA, "k1", command);
        accepted(hub, MAYA, "k1", command);
        long after = hub.state().sequence();

        assertThat(imported()).isTrue();
        assertThat(hub.state().sequence()).isEqualTo(after);
    }

    @Test
    void whatOthersChangedMeanwhileStaysAndTheIslandsIsDisplacedForGood() {
        CommandResult.Accepted lost = accepted(island, MAYA, "k1", limit(30));
        accepted(hub, MAYA, "k2", limit(60));

        assertThat(imported()).isTrue();

        assertThat(hub.state().settings().talkLimitS()).isEqualTo(60);
        CommittedEvent last = store.read(id, hub.state().sequence() - 1, 1).getFirst();
        assertThat(last.event())
                .isEqualTo(new MergeDisplaced(
                        lost.events().getFirst().id(),
                        lost.events().getFirst().event(),
                        MAYA,
                        Displacement.CHANGED_MEANWHILE));
        assertThat(rejected(hub, MAYA, "k1", limit(30))).isEqualTo(RejectionCode.DISPLACED);
    }

    @Test
    void twoChangesOfOneIslandDoNotDisplaceEachOther() {
        accepted(island, MAYA, "k1", limit(30));
        accepted(island, MAYA, "k2", limit(40));

        assertThat(imported()).isTrue();
        assertThat(hub.state().settings().talkLimitS()).isEqualTo(40);
    }

    @Test
    void whoWasRemovedInAnIslandIsRemoved() {
        accepted(hub, BEN, "j1", new Command.Join("Ben", new Grant.Code()));
        accepted(hub, MAYA, "a1", new Command.Approve(BEN, null));
        accepted(island, MAYA, "k1", new Command.Remove(BEN));
        accepted(hub, BEN, "r1", new Command.Rename("Benjamin"));

        assertThat(imported()).isTrue();
        assertThat(hub.state().roster().find(BEN).orElseThrow().isAdmitted()).isFalse();
    }

    @Test
    void afterTheEndOfTheSessionEverythingIsKeptAsDisplaced() {
        accepted(island, MAYA, "k1", new Command.Rename("May"));
        accepted(hub, MAYA, "c1", new Command.Close());

        assertThat(imported()).isTrue();
        CommittedEvent last = store.read(id, hub.state().sequence() - 1, 1).getFirst();
        assertThat(last.event())
                .isInstanceOfSatisfying(
                        MergeDisplaced.class,
                        one -> assertThat(one.event()).isEqualTo(new Event.ParticipantRenamed(MAYA, "May")));
    }

    @Test
    void theIslandsNodeShowsTheMainLineAgainWhenThatHasEverything() {
        accepted(island, MAYA, "k1", limit(30));
        accepted(hub, MAYA, "k2", limit(60));
        assertThat(island.state().settings().talkLimitS()).isEqualTo(30);

        assertThat(imported()).isTrue();
        island.follow(store.read(id, island.state().sequence(), 100));
        island.doWork();

        assertThat(island.cursor()).isEqualTo(hub.cursor());
        assertThat(island.state()).isEqualTo(hub.state());
    }

    private static Command limit(int seconds) {
        return new Command.ChangeSettings(new SettingsPatch(null, null, null, null, seconds, null));
    }

    private static List<String> channels(SessionWriter at) {
        return at.state().channels().all().stream().map(one -> one.name()).toList();
    }

    private boolean imported() {
        CompletableFuture<Boolean> done = hub.importBranch(branch.kept, Set.of(BRANCH));
        hub.doWork();
        return done.join();
    }

    private static CommandResult result(SessionWriter at, UserId actor, String key, Command command) {
        CompletableFuture<CommandResult> result = at.submit(actor, key, command);
        at.doWork();
        return result.join();
    }

    private static CommandResult.Accepted accepted(SessionWriter at, UserId actor, String key, Command command) {
        return (CommandResult.Accepted) result(at, actor, key, command);
    }

    private static RejectionCode rejected(SessionWriter at, UserId actor, String key, Command command) {
        return ((CommandResult.Rejected) result(at, actor, key, command))
                .rejection()
                .code();
    }

    private SessionId create() {
        var sessions = Sessions.open(store, CLOCKS, Entropy.seeded(7), CommitListener.NONE);
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.APPROVAL, false, "Maya");
        var made = (Sessions.Creation.Created) sessions.create(MAYA, "k0", command);
        sessions.close();
        return made.session().id();
    }

    private SessionWriter.Ports ports(Pen pen) {
        var codes = new CodeSource() {
            private final Entropy entropy = Entropy.seeded(3);

            @Override
            public JoinCode joinCode() {
                return JoinCode.draw(entropy);
            }

            @Override
            public InviteCode inviteCode() {
                return InviteCode.draw(entropy);
            }
        };
        return new SessionWriter.Ports(store, CLOCKS, codes, CommitListener.NONE, EventIds.HASHED, pen);
    }

    /** A branch in memory. */
    private static final class Branch implements Pen.Branch {
        private final List<BranchedCommand> kept = new ArrayList<>();

        @Override
        public BranchedCommand keep(Function<Origin, BranchedCommand> decided) {
            BranchedCommand command = decided.apply(new Origin(BRANCH, kept.size() + 1));
            kept.add(command);
            return command;
        }

        @Override
        public void copies(Origin place, IntConsumer told) {
            told.accept(1);
        }
    }

    /** The pen of a node that the hub cannot be reached from. */
    private final class Away implements Pen {
        @Override
        public boolean isHere() {
            return false;
        }

        @Override
        public CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent) {
            throw new IllegalStateException("nobody can be asked");
        }

        @Override
        public CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command) {
            throw new IllegalStateException("nobody can be asked");
        }

        @Override
        public void copies(long index, IntConsumer told) {
            told.accept(1);
        }

        @Override
        public Optional<Pen.Branch> branch() {
            return Optional.of(branch);
        }
    }
}
