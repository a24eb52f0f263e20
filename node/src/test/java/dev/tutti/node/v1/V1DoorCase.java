package dev.tutti.node.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.journal.SqliteJournal;
import dev.tutti.session.Admission;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionKind;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.session.floor.MutePort;
import dev.tutti.wire.Octets;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session with a door for apps of protocol v1: real sockets, the real floor and journal, a clock that tests can move ahead. */
abstract class V1DoorCase {
    static final UserId MAYA = new UserId("maya");
    static final long PATIENCE_S = 20;
    static final long NS_PER_S = 1_000_000_000L;

    @TempDir
    Path folder;

    final Map<UserId, Seat> seats = new ConcurrentHashMap<>();
    final LinkedBlockingQueue<FloorNotice> mayaTold = new LinkedBlockingQueue<>();
    /** How far the door's clock is ahead of the machine's. */
    final AtomicLong aheadNs = new AtomicLong();

    SqliteJournal journal;
    Sessions sessions;
    FloorLoop floor;
    SessionWriter session;
    ChannelId channel;
    V1Door door;

    @BeforeEach
    void open() throws Exception {
        journal = SqliteJournal.open(folder.resolve("journal"));
        var publisher = new V1Floor(new FloorPublisher() {
            @Override
            public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
                mayaTold.add(notice);
            }

            @Override
            public void toSession(SessionId sessionId, FloorUpdate update) {}
        });
        floor = new FloorLoop(new FloorLoop.Setup(
                NanoClock.system(),
                WallClock.system(),
                new Epoch(1, 7),
                1,
                FloorTimes.FAST,
                FloorLimits.DEFAULT,
                new FloorLoop.Ports(publisher, FloorHistory.NONE, MutePort.NONE)));
        var clock = NanoClock.system();
        sessions = Sessions.open(
                journal.events(),
                new SessionWriter.Clocks(WallClock.system(), SessionClock.ahead(clock, 0)),
                Entropy.system(),
                (state, _) -> floor.committed(state));
        floor.start();
        session = ((Sessions.Creation.Created) sessions.create(
                        MAYA,
                        "begin",
                        new CreateSession("Evening", SessionKind.SHIFT, Admission.APPROVAL, true, "Maya")))
                .session();
        channel = session.state().channels().all().getFirst().id();
        door = V1Door.open(
                new V1Config(
                        session.state().channels().all().getFirst().name(),
                        List.of(InetAddress.getLoopbackAddress()),
                        List.of(0)),
                new V1Door.Ports(
                        sessions,
                        floor,
                        publisher,
                        (_, user, _, ear) -> {
                            var seat = new Seat(ear);
                            seats.put(user, seat);
                            return seat;
                        },
                        () -> clock.nanoTime() + aheadNs.get(),
                        new IdGenerator(WallClock.system(), Entropy.system())));
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        sessions.close();
        floor.close();
        journal.close();
    }

    static void until(String what, BooleanSupplier so) throws InterruptedException {
        var clock = NanoClock.system();
        long deadlineNs = clock.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        var never = new CountDownLatch(1);
        while (!so.getAsBoolean()) {
            assertThat(clock.nanoTime()).as(what).isLessThan(deadlineNs);
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    Participant waiting() throws InterruptedException {
        until(
                "somebody with a v1 app asks",
                () -> session.state().roster().waiting().count() > 0);
        return session.state().roster().waiting().findFirst().orElseThrow();
    }

    /** An app whose user was let in by the host. */
    V1App admitted() throws Exception {
        int before = seats.size();
        var app = new V1App(door.port());
        var asks = waiting();
        session.submit(MAYA, "in/" + asks.userId(), new Command.Approve(asks.userId(), null))
                .join();
        until("a seat in the room", () -> seats.size() > before);
        app.untilPong();
        return app;
    }

    Seat seat(int number) {
        return Objects.requireNonNull(seats.get(new UserId(number == 1 ? "v1-127.0.0.1" : "v1-127.0.0.1_" + number)));
    }

    static V1Message.Audio voice() {
        return new V1Message.Audio(Octets.of(new byte[640]));
    }

    <T extends FloorNotice> T mayaHears(Class<T> kind) throws InterruptedException {
        while (true) {
            FloorNotice notice = mayaTold.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(notice).as(kind.getSimpleName()).isNotNull();
            if (kind.isInstance(notice)) {
                return kind.cast(notice);
            }
        }
    }

    String mayaTalks() throws InterruptedException {
        floor.post(new FloorInput.Ask(session.id(), new FloorAsk(MAYA, channel, 5, "m1", true, false, false, null)));
        return mayaHears(FloorNotice.Granted.class).leaseId();
    }
}
