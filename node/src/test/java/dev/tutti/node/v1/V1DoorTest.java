package dev.tutti.node.v1;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tutti.audio.VoiceEncoder;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.SessionKind;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Real sockets, a real session and a real floor; of the room only the seats, which remember what is said in them. */
class V1DoorTest extends V1DoorCase {
    @Test
    void anAppWaitsAtTheDoorUntilTheHostLetsItIn() throws Exception {
        try (var app = new V1App(door.port())) {
            var asks = waiting();
            assertThat(asks.name()).isEqualTo("Radio 127.0.0.1");
            app.say(new V1Message.Taken());
            assertThat(app.next(V1Message.Taken.class)).as("busy").isNotNull();
            assertThat(app.next(V1Message.Released.class)).isNotNull();
            assertThat(seats).isEmpty();
        }
    }

    @Test
    void whoPressesWhileTheDoorStillOpensIsHeardOnceItIsOpen() throws Exception {
        try (var app = new V1App(door.port())) {
            var asks = waiting();
            app.say(new V1Message.Taken());
            app.next(V1Message.Released.class);
            session.submit(MAYA, "in/" + asks.userId(), new Command.Approve(asks.userId(), null))
                    .join();
            until("a seat in the room", () -> !seats.isEmpty());
            until("its voice in the room", () -> {
                speak(app);
                return seat(1).frames.get() > 0;
            });
        }
    }

    private static void speak(V1App app) {
        try {
            app.say(voice());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void takenAsksForTheFloorAndItsVoiceGoesIntoTheRoom() throws Exception {
        try (var app = admitted();
                var other = admitted()) {
            app.say(voice());
            assertThat(app.untilPong()).isEmpty();
            assertThat(seat(1).frames).as("no button, no voice").hasValue(0);
            app.say(new V1Message.Taken());
            other.next(V1Message.Taken.class);
            for (int i = 0; i < 5; i++) {
                app.say(voice());
            }
            app.untilPong();
            assertThat(seat(1).frames).hasValueGreaterThanOrEqualTo(4);
            app.say(new V1Message.Released());
            other.next(V1Message.Released.class);
            app.say(voice());
            app.untilPong();
            assertThat(seat(1).frames).hasValueLessThanOrEqualTo(5);
        }
    }

    @Test
    void takenNeverBreaksTheFloorAndAGuestDoesNotStandInLine() throws Exception {
        try (var app = admitted()) {
            String lease = mayaTalks();
            app.next(V1Message.Taken.class);
            app.say(new V1Message.Taken());
            app.next(V1Message.Taken.class);
            app.say(voice());
            app.untilPong();
            until(
                    "the line is empty",
                    () -> floor.view(session.id()).channels().stream()
                            .allMatch(view -> view.waiting().isEmpty()
                                    && view.talker() != null
                                    && view.talker().userId().equals(MAYA)));
            floor.post(new FloorInput.Release(session.id(), 5, lease, null));
            app.next(V1Message.Released.class);
            app.say(new V1Message.Taken());
            until(
                    "now it is free",
                    () -> floor.view(session.id()).channels().stream()
                            .anyMatch(view -> view.talker() != null
                                    && !view.talker().userId().equals(MAYA)));
        }
    }

    @Test
    void whoeverHostsCanStopIt() throws Exception {
        try (var app = admitted()) {
            app.say(new V1Message.Taken());
            until(
                    "it talks",
                    () -> floor.view(session.id()).channels().getFirst().talker() != null);
            floor.post(new FloorInput.Revoke(session.id(), MAYA, channel));
            app.next(V1Message.Taken.class);
            app.next(V1Message.Released.class);
            app.say(voice());
            app.untilPong();
            assertThat(seat(1).frames).hasValue(0);
        }
    }

    @Test
    void whatIsSaidInTheRoomIsHeardAsPcmByAllButWhoSaysIt() throws Exception {
        try (var first = admitted();
                var second = admitted()) {
            var encoder = new VoiceEncoder();
            var packet = new byte[400];
            for (int i = 0; i < 5; i++) {
                int length = encoder.encode(new short[960], 0, packet);
                seat(1).ear.heard(9, packet, 0, length);
                seat(2).ear.heard(9, packet, 0, length);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(first.next(V1Message.Audio.class).samples()).isEqualTo(320);
                assertThat(second.next(V1Message.Audio.class).samples()).isEqualTo(320);
            }
        }
    }

    @Test
    void aLineOfChatReachesTheOthersWithItsAuthorsName() throws Exception {
        try (var first = admitted();
                var second = admitted()) {
            first.say(new V1Message.Chat("on my way"));
            assertThat(second.next(V1Message.Chat.class).text()).isEqualTo("Radio 127.0.0.1: on my way");
            assertThat(first.untilPong()).noneMatch(V1Message.Chat.class::isInstance);
            for (int i = 0; i < 30; i++) {
                first.say(new V1Message.Chat("spam"));
            }
            first.untilPong();
            assertThat(second.untilPong().stream().filter(V1Message.Chat.class::isInstance))
                    .hasSizeLessThan(15);
        }
    }

    @Test
    void aBrokenFrameEndsTheConnectionAndTheSeatIsFree() throws Exception {
        try (var app = admitted()) {
            app.raw((byte) 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
            app.awaitEnd();
            until("the seat is free", () -> seat(1).left && door.count() == 0);
        }
    }

    @Test
    void v1HasNoEncryptionAndAGreetingOfTlsIsABrokenFrame() throws Exception {
        try (var encrypted = new V1App(door.port())) {
            encrypted.raw(
                    (byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0, (byte) 1, (byte) 0, (byte) 1, (byte) 0xFC);
            encrypted.awaitEnd();
        }
        try (var plain = admitted()) {
            assertThat(plain.untilPong()).isEmpty();
        }
    }

    @Test
    void anAppIsAskedWhetherItIsAliveEveryFiveSeconds() throws Exception {
        try (var app = admitted()) {
            aheadNs.addAndGet(5 * NS_PER_S);
            app.next(V1Message.Ping.class);
        }
    }

    @Test
    void whoSaysNothingForFifteenSecondsIsCutOffAndItsSeatIsFree() throws Exception {
        try (var silent = admitted();
                var alive = admitted()) {
            aheadNs.addAndGet(10 * NS_PER_S);
            alive.untilPong();
            aheadNs.addAndGet(6 * NS_PER_S);
            silent.awaitEnd();
            until("the seat is free", () -> seat(1).left && door.count() == 1);
            alive.untilPong();
            assertThat(seat(2).left).isFalse();
        }
    }

    @Test
    void whoIsRemovedByTheHostIsCutOffAndWaitsAgain() throws Exception {
        try (var app = admitted()) {
            session.submit(MAYA, "out", new Command.Remove(new UserId("v1-127.0.0.1")))
                    .join();
            app.awaitEnd();
            until("the seat is free", () -> seat(1).left);
        }
        try (var _ = new V1App(door.port())) {
            until("it asks again", () -> session.state().roster().waiting().count() == 1);
        }
    }

    @Test
    void anAppWhoseChannelNoLiveSessionHasIsCountedAndTheLogSaysSoOnce() throws Exception {
        session.submit(MAYA, "end", new Command.Close()).join();
        var lines = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(V1Stage.class);
        lines.start();
        log.addAppender(lines);
        try (var first = new V1App(door.port());
                var second = new V1App(door.port())) {
            until("both wait in vain", () -> door.waiting() == 2);
            until("the log says so", () -> !lines.list.isEmpty());
            sessions.create(
                    MAYA, "again", new CreateSession("Night", SessionKind.SHIFT, Admission.APPROVAL, true, "Maya"));
            until("nobody waits in vain any more", () -> door.waiting() == 0);
            until("and that is said, too", () -> lines.list.size() >= 2);
            assertThat(List.copyOf(lines.list))
                    .extracting(ILoggingEvent::getLevel)
                    .startsWith(Level.WARN, Level.INFO)
                    .containsOnlyOnce(Level.WARN);
            assertThat(first.untilPong()).isEmpty();
            assertThat(second.untilPong()).isEmpty();
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void oneAddressHasAtMostEightApps() throws Exception {
        var apps = new ArrayList<V1App>();
        for (int i = 0; i < V1Door.MAX_PER_ADDRESS; i++) {
            apps.add(new V1App(door.port()));
        }
        until("they are connected", () -> door.count() == V1Door.MAX_PER_ADDRESS);
        try (var ninth = new V1App(door.port())) {
            ninth.awaitEnd();
        }
        assertThat(door.refused()).isEqualTo(1);
        for (V1App app : apps) {
            app.close();
        }
    }
}
