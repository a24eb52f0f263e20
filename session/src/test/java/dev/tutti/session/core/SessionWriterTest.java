package dev.tutti.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Cursor;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.SettingsPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionWriterTest {
    private static final UserId MAYA = new UserId("maya");
    private static final UserId BEN = new UserId("ben");
    private static final SessionWriter.Clocks CLOCKS =
            new SessionWriter.Clocks(() -> Instant.ofEpochMilli(1_800_000_000_000L), () -> 1_800_000_000_000_000L);

    private final MemoryEventStore store = new MemoryEventStore();
    private final Sessions sessions = open();
    private final SessionWriter writer = create("k1");

    @Test
    void aCommandIsDecidedStoredAppliedAndAcknowledged() {
        CommandResult.Accepted done = accepted(submit(BEN, "j1", new Command.Join("Ben", new Grant.Code())));

        assertThat(done.repeated()).isFalse();
        assertThat(done.events())
                .extracting(CommittedEvent::event)
                .containsExactly(new Event.ParticipantAsked(BEN, "Ben", "musician"));
        assertThat(store.read(writer.id(), 3, 10)).isEqualTo(done.events());
        assertThat(writer.state().roster().find(BEN)).isPresent();
        assertThat(done.cursor()).isEqualTo(Cursor.at(1, 4));
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndIsDoneOnce() {
        CommandResult.Accepted first = accepted(submit(MAYA, "c1", newChannel("Crew")));
        CommandResult.Accepted second = accepted(submit(MAYA, "c1", newChannel("Crew")));

        assertThat(second.events()).isEqualTo(first.events());
        assertThat(second.repeated()).isTrue();
        assertThat(writer.state().channels().all()).hasSize(2);
    }

    @Test
    void theSameKeyGivesTheSameAnswerAfterARestart() {
        CommandResult.Accepted first = accepted(submit(MAYA, "c1", newChannel("Crew")));

        SessionWriter again = SessionWriter.recover(writer.id(), ports());
        CompletableFuture<CommandResult> second = again.submit(MAYA, "c1", newChannel("Crew"));
        again.doWork();

        assertThat(accepted(second.join()).events()).isEqualTo(first.events());
    }

    @Test
    void theSameKeyForAnotherCommandIsRejected() {
        accepted(submit(MAYA, "c1", newChannel("Crew")));

        assertThat(rejected(submit(MAYA, "c1", newChannel("Band"))).code())
                .isEqualTo(RejectionCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void theSameKeyOfAnotherPersonIsAnotherCommand() {
        accepted(submit(BEN, "same", new Command.Join("Ben", new Grant.Owner())));
        accepted(submit(MAYA, "same", newChannel("Crew")));

        assertThat(writer.state().channels().all()).hasSize(2);
    }

    @Test
    void twinsInOneBatchAreDoneOnce() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        var first = idle.submit(MAYA, "c1", newChannel("Crew"));
        var twin = idle.submit(MAYA, "c1", newChannel("Crew"));
        var other = idle.submit(MAYA, "c1", newChannel("Band"));
        idle.doWork();

        assertThat(accepted(twin.join()).events())
                .isEqualTo(accepted(first.join()).events());
        assertThat(accepted(twin.join()).repeated()).isTrue();
        assertThat(rejected(other.join()).code()).isEqualTo(RejectionCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void commandsThatWaitTogetherReachTheDiskTogetherAndSeeEachOther() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        int before = store.appends.get();
        var create = idle.submit(MAYA, "c1", newChannel("Crew"));
        var clash = idle.submit(MAYA, "c2", newChannel("crew"));
        var next = idle.submit(MAYA, "c3", newChannel("Band"));
        idle.doWork();

        assertThat(store.appends.get() - before).isEqualTo(1);
        assertThat(accepted(create.join()).events()).hasSize(1);
        assertThat(rejected(clash.join()).code()).isEqualTo(RejectionCode.NAME_TAKEN);
        assertThat(accepted(next.join()).events().getFirst().sequence()).isEqualTo(5);
    }

    @Test
    void nothingIsAcknowledgedPublishedOrAppliedWhenTheDiskIsFullAndItGoesOnWhenThereIsSpace() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        var follower = new Follower();
        idle.subscribe(null, follower);
        store.failWith(StoreException.Kind.FULL);
        var refused = idle.submit(MAYA, "c1", newChannel("Crew"));
        idle.doWork();

        assertThat(rejected(refused.join()).code()).isEqualTo(RejectionCode.STORAGE_FULL);
        assertThat(idle.state().channels().all()).hasSize(1);
        assertThat(follower.events).isEmpty();

        store.failWith(null);
        var retried = idle.submit(MAYA, "c1", newChannel("Crew"));
        idle.doWork();
        assertThat(accepted(retried.join()).repeated()).isFalse();
        assertThat(follower.events).hasSize(1);
    }

    @Test
    void afterAFailedSyncEveryCommandIsRefusedAndTheSessionStaysReadable() {
        store.failWith(StoreException.Kind.FAILED);
        assertThat(rejected(submit(MAYA, "c1", newChannel("Crew"))).code()).isEqualTo(RejectionCode.STORAGE_FAILED);
        store.failWith(null);

        assertThat(rejected(submit(MAYA, "c2", newChannel("Crew"))).code()).isEqualTo(RejectionCode.STORAGE_FAILED);
        assertThat(writer.refusing()).isPresent();
        assertThat(writer.state().channels().all()).hasSize(1);
        var follower = new Follower();
        writer.subscribe(null, follower);
        assertThat(follower.begun()).isTrue();
    }

    @Test
    void aNewSubscriberGetsASnapshotAndThenEvents() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        var follower = new Follower();
        idle.subscribe(null, follower);
        accepted(drive(idle, "c1", newChannel("Crew")));

        assertThat(follower.log).containsExactly("snapshot 3", "event 4");
    }

    @Test
    void aReturningSubscriberGetsOnlyWhatItMissed() {
        accepted(submit(MAYA, "c1", newChannel("Crew")));
        accepted(submit(MAYA, "c2", newChannel("Band")));

        assertThat(follow(writer, Cursor.at(1, 4))).containsExactly("resumed 4", "event 5");
        assertThat(follow(writer, Cursor.at(1, 5))).containsExactly("resumed 5");
    }

    @Test
    void aReturningSubscriberIsServedFromTheDiskAfterARestart() {
        accepted(submit(MAYA, "c1", newChannel("Crew")));

        SessionWriter again = SessionWriter.recover(writer.id(), ports());
        again.start();
        assertThat(follow(again, Cursor.at(1, 2))).containsExactly("resumed 2", "event 3", "event 4");
    }

    @Test
    void aCursorThatCannotBeContinuedGetsASnapshot() {
        assertThat(follow(writer, Cursor.at(1, 99))).containsExactly("snapshot 3");
        assertThat(follow(writer, Cursor.at(2, 2))).containsExactly("snapshot 3");
        assertThat(follow(writer, new Cursor(1, 2, new Cursor.Branch(1, 1, 1)))).containsExactly("snapshot 3");
    }

    @Test
    void aSubscriberThatThrowsIsDroppedAndHarmsNobody() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        var broken = new Follower() {
            @Override
            public void event(CommittedEvent event) {
                super.event(event);
                throw new IllegalStateException("broken");
            }
        };
        var whole = new Follower();
        idle.subscribe(null, broken);
        idle.subscribe(null, whole);
        for (int i = 0; i < 2; i++) {
            accepted(drive(idle, "c" + i, newChannel("Crew" + i)));
        }

        assertThat(broken.events).hasSize(1);
        assertThat(whole.events).hasSize(2);
    }

    @Test
    void aClosedSubscriptionHearsNothingMore() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        var follower = new Follower();
        Subscription subscription = idle.subscribe(null, follower);
        accepted(drive(idle, "c1", newChannel("Crew")));
        subscription.close();
        accepted(drive(idle, "c2", newChannel("Band")));

        assertThat(follower.events).hasSize(1);
    }

    @Test
    void aFullMailboxRefusesAtOnce() {
        SessionWriter idle = SessionWriter.recover(writer.id(), ports());
        for (int i = 0; i < SessionWriter.MAILBOX; i++) {
            assertThat(idle.submit(MAYA, "k" + i, new Command.RotateCode())).isNotDone();
        }

        assertThat(rejected(idle.submit(MAYA, "one more", new Command.RotateCode())
                                .join())
                        .code())
                .isEqualTo(RejectionCode.BUSY);
        var follower = new Follower();
        idle.subscribe(null, follower);
        assertThat(follower.log).containsExactly("ended BUSY");
    }

    @Test
    void aKeyMustBePrintableAndShort() {
        assertThat(rejected(submit(MAYA, "", newChannel("X"))).code()).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(rejected(submit(MAYA, "k".repeat(129), newChannel("X"))).code())
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(rejected(submit(MAYA, "a\nb", newChannel("X"))).code()).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void recoveryGivesTheSameStateWithAndWithoutSnapshot() {
        for (int i = 0; i < 3 * SnapshotKeeper.EVERY; i++) {
            accepted(submit(MAYA, "s" + i, limit(5 + i % 100)));
        }
        assertThat(store.snapshot(writer.id())).isPresent();
        SessionState withSnapshot = SessionWriter.recover(writer.id(), ports()).state();
        SessionState fromTheStart = fold(writer.id());

        assertThat(withSnapshot).isEqualTo(fromTheStart).isEqualTo(writer.state());
    }

    @Test
    void stoppingDoesWhatIsWaitingAndRefusesTheRest() {
        var done = writer.submit(MAYA, "c1", newChannel("Crew"));
        writer.stop().join();

        assertThat(accepted(done.join()).events()).hasSize(1);
        assertThat(rejected(submit(MAYA, "c2", newChannel("Band"))).code()).isEqualTo(RejectionCode.STOPPING);
    }

    @Test
    void sessionsAreThereAgainAfterARestartAndEndedOnesAreNot() {
        SessionWriter ended = create("k2");
        accepted(ended.submit(MAYA, "end", new Command.Close()).join());
        sessions.close();

        Sessions again = open();

        assertThat(again.live()).extracting(SessionWriter::id).containsExactly(writer.id());
        assertThat(again.find(ended.id())).isEmpty();
    }

    @Test
    void creatingWithTheSameKeyFindsTheSameSession() {
        assertThat(create("k1").id()).isEqualTo(writer.id());
        var other = new CreateSession("Other", SessionKind.SHIFT, Admission.OPEN, true, "Maya");
        assertThat(sessions.create(MAYA, "k1", other))
                .isInstanceOfSatisfying(
                        Sessions.Creation.Refused.class,
                        refused ->
                                assertThat(refused.rejection().code()).isEqualTo(RejectionCode.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void aSessionIsFoundByItsCodeItsInvitesAndItsPeople() {
        var invited = (Event.InviteCreated) accepted(submit(MAYA, "i1", new Command.CreateInvite(null, null, null)))
                .events()
                .getFirst()
                .event();

        assertThat(sessions.find(writer.state().invites().code())).contains(writer);
        assertThat(sessions.find(invited.invite().code())).contains(writer);
        assertThat(sessions.of(MAYA)).containsExactly(writer);
        assertThat(sessions.of(BEN)).isEmpty();
        assertThat(sessions.discoverable()).isEmpty();
        accepted(submit(MAYA, "s1", new Command.ChangeSettings(new SettingsPatch(null, null, true, null, null, null))));
        assertThat(sessions.discoverable()).containsExactly(writer);
    }

    @Test
    void anEndedSessionIsNotFoundByItsCode() {
        accepted(submit(MAYA, "end", new Command.Close()));

        assertThat(sessions.find(writer.state().invites().code())).isEmpty();
        assertThat(rejected(submit(BEN, "j", new Command.Join("Ben", new Grant.Code())))
                        .code())
                .isEqualTo(RejectionCode.SESSION_CLOSED);
    }

    private SessionState fold(SessionId id) {
        List<CommittedEvent> events = store.read(id, 0, Integer.MAX_VALUE);
        SessionState state = SessionState.begin(events.getFirst());
        for (CommittedEvent event : events.subList(1, events.size())) {
            state = state.apply(event);
        }
        return state;
    }

    private Sessions open() {
        return Sessions.open(store, CLOCKS, Entropy.seeded(7), CommitListener.NONE);
    }

    private SessionWriter create(String key) {
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.APPROVAL, false, "Maya");
        return switch (sessions.create(MAYA, key, command)) {
            case Sessions.Creation.Created created -> created.session();
            case Sessions.Creation.Refused refused -> throw new AssertionError(refused.rejection());
        };
    }

    private SessionWriter.Ports ports() {
        var codes = new CodeSource() {
            private final Entropy entropy = Entropy.seeded(8);

            @Override
            public JoinCode joinCode() {
                return JoinCode.draw(entropy);
            }

            @Override
            public InviteCode inviteCode() {
                return InviteCode.draw(entropy);
            }
        };
        return new SessionWriter.Ports(store, CLOCKS, codes, CommitListener.NONE, EventIds.HASHED);
    }

    private CommandResult submit(UserId actor, String key, Command command) {
        return writer.submit(actor, key, command).join();
    }

    private static CommandResult drive(SessionWriter idle, String key, Command command) {
        var result = idle.submit(MAYA, key, command);
        idle.doWork();
        return result.join();
    }

    /** What a subscriber is told first, up to the present. */
    private static List<String> follow(SessionWriter writer, Cursor from) {
        var follower = new Follower();
        writer.subscribe(from, follower);
        // The next command is done after the subscriber was told everything.
        assertThat(rejected(writer.submit(BEN, "barrier", new Command.Close()).join())
                        .code())
                .isEqualTo(RejectionCode.NOT_ADMITTED);
        return follower.log;
    }

    private static Command newChannel(String name) {
        return new Command.CreateChannel(ChannelSpec.named(name));
    }

    private static Command limit(int seconds) {
        return new Command.ChangeSettings(new SettingsPatch(null, null, null, null, seconds, null));
    }

    private static CommandResult.Accepted accepted(CommandResult result) {
        assertThat(result).isInstanceOf(CommandResult.Accepted.class);
        return (CommandResult.Accepted) result;
    }

    private static Rejection rejected(CommandResult result) {
        assertThat(result).isInstanceOf(CommandResult.Rejected.class);
        return ((CommandResult.Rejected) result).rejection();
    }

    /** Writes down what it is told. */
    private static class Follower implements SessionSubscriber {
        final List<String> log = new ArrayList<>();
        final List<CommittedEvent> events = new ArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);

        boolean begun() {
            try {
                return begun.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void snapshot(SessionState now, Cursor cursor) {
            log.add("snapshot " + cursor.sequence());
            begun.countDown();
        }

        @Override
        public void resumed(Cursor cursor) {
            log.add("resumed " + cursor.sequence());
            begun.countDown();
        }

        @Override
        public void event(CommittedEvent event) {
            events.add(event);
            log.add("event " + event.sequence());
        }

        @Override
        public void ended(End end) {
            log.add("ended " + end);
        }
    }
}
