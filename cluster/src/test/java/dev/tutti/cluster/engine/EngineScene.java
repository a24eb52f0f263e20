package dev.tutti.cluster.engine;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import java.util.List;

/** A session with a host and three people in one channel, as every node knows it. */
final class EngineScene {
    static final SessionId SESSION = new SessionId("s");
    static final ChannelId ALL = new ChannelId("all");
    private static final UserId HOST = new UserId("host");

    private EngineScene() {}

    static SessionState session() {
        var settings = new Settings("Venue", Admission.OPEN, true, Ducking.DUCK, 60);
        var roles = List.of("supervisor", "dispatcher", "staff", "emergency");
        SessionState state = SessionState.begin(
                SESSION, 1, 0, new Event.SessionCreated(SessionKind.SHIFT, settings, new JoinCode("K7M4RT"), HOST));
        var events = List.of(
                new Event.ChannelCreated(
                        new Channel(ALL, "All", ChannelMode.FLOOR, FloorOrder.FIFO, roles, roles, null)),
                new Event.ParticipantJoined(HOST, "Host", "supervisor", null),
                new Event.ParticipantJoined(new UserId("p1"), "P1", "staff", null),
                new Event.ParticipantJoined(new UserId("p2"), "P2", "staff", null),
                new Event.ParticipantJoined(new UserId("p3"), "P3", "staff", null));
        for (Event event : events) {
            state = state.apply(state.sequence() + 1, 0, event);
        }
        return state;
    }
}
