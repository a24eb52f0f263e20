package dev.tutti.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.sessions.Presence;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.sessions.TempoViews;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.SessionMessages.HubView;
import dev.tutti.session.Admission;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.SlotName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    private static final SessionId SESSION = new SessionId("s1");

    @Test
    void anEventIsEncodedOnceHoweverManyAreTold() {
        var publisher = publisher();
        var event = renamed(7, "Shift");

        var first = publisher.tell(event).orElseThrow();
        for (int listener = 0; listener < 1000; listener++) {
            assertThat(publisher.tell(event).orElseThrow()).isSameAs(first);
        }
        assertThat(new String(first.frame().bytes(), StandardCharsets.UTF_8)).contains("Shift");
        assertThat(publisher.tell(renamed(8, "Late shift")).orElseThrow()).isNotSameAs(first);
    }

    private static EventPublisher publisher() {
        NanoClock clock = () -> 0;
        var views = new SessionViews(
                new HubView("Booth laptop", "1"),
                new Presence(clock),
                new Nothing(),
                new TempoViews(SessionClock.ahead(clock, 0)),
                () -> "https://hub");
        return new EventPublisher(new FrameCodec(new JsonCodec(), WallClock.system()), views, () -> {
            throw new AssertionError("settings need no state");
        });
    }

    /** A hub in which nobody talks. */
    private static final class Nothing implements SessionViews.Live {
        @Override
        public List<FloorView> floor(SessionState state) {
            return List.of();
        }

        @Override
        public boolean muted(SessionId session, UserId user) {
            return false;
        }

        @Override
        public Optional<SlotName> heldBefore(UserId user) {
            return Optional.empty();
        }
    }

    private static CommittedEvent renamed(long sequence, String name) {
        var settings = new Settings(name, Admission.OPEN, false, Ducking.OFF, Settings.TALK_LIMIT_S);
        return new CommittedEvent(
                1,
                sequence,
                SESSION,
                sequence,
                new EventId("e" + sequence),
                new UserId("maya"),
                "key" + sequence,
                "hash",
                0,
                new Event.SettingsChanged(settings));
    }
}
