package dev.tutti.node.voice;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.channels.ChannelsDecider;

/** A rehearsal with one channel; the first person is its host. */
final class TestSession {
    private TestSession() {}

    static SessionState with(Entropy entropy, UserId host, UserId... others) {
        var kind = SessionKind.REHEARSAL;
        var settings = new Settings("Choir", Admission.APPROVAL, false, Ducking.DUCK, Settings.TALK_LIMIT_S);
        var created = new Event.SessionCreated(kind, settings, JoinCode.draw(entropy), host);
        var state = SessionState.begin(new SessionId("choir"), 1, 0, created)
                .apply(2, 0, new Event.ChannelCreated(ChannelsDecider.all(new ChannelId("all"), kind)))
                .apply(3, 0, joined(host, kind.hostRole().name()));
        for (UserId other : others) {
            state = state.apply(state.sequence() + 1, 0, joined(other, "musician"));
        }
        return state;
    }

    private static Event joined(UserId user, String role) {
        return new Event.ParticipantJoined(user, user.value(), role, null);
    }
}
