package dev.tutti.session.lifecycle;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.ChannelId;
import dev.tutti.session.Admission;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ImpossibleEventException;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.channels.ChannelsDecider;
import org.junit.jupiter.api.Test;

class LifecycleDeciderTest {
    private final LifecycleDecider decider = new LifecycleDecider();

    @Test
    void aSessionBeginsWithItsChannelAndItsHost() {
        Decision decision = create("Band", "Maya");
        SessionState state = SessionState.begin(
                        Scene.SESSION, 1, 5, events(decision).getFirst())
                .apply(2, 5, events(decision).get(1))
                .apply(3, 5, events(decision).get(2));

        assertThat(state.hosts()).isEqualTo(1);
        assertThat(state.channels().all()).extracting(channel -> channel.name()).containsExactly("All");
        assertThat(state.invites().code()).isEqualTo(Scene.FRESH_CODE);
        assertThat(state.settings().admission()).isEqualTo(Admission.APPROVAL);
    }

    @Test
    void aSessionNeedsNames() {
        assertThat(code(create("", "Maya"))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create("Band", "\u0007"))).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void aHostEndsTheSessionAndAMusicianDoesNot() {
        Scene scene = Scene.of(SessionKind.REHEARSAL).in(BEN, "musician");

        assertThat(code(scene.decide(decider, BEN, new Command.Close()))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(events(scene.decide(decider, HOST, new Command.Close())))
                .containsExactly(new Event.SessionClosed(HOST));
    }

    @Test
    void afterTheEndNothingButFloorHistoryMayFollow() {
        Scene scene = Scene.of(SessionKind.REHEARSAL).with(new Event.SessionClosed(HOST));

        assertThat(scene.state().capabilities(HOST)).isEmpty();
        assertThat(scene.state().mayRefresh(HOST)).isFalse();
        assertThatThrownBy(() -> scene.with(new Event.ParticipantLeft(HOST)))
                .isInstanceOf(ImpossibleEventException.class);
    }

    @Test
    void anEventThatSkipsASequenceOrBeginsTwiceIsImpossible() {
        SessionState state = Scene.of(SessionKind.LESSON).state();

        assertThatThrownBy(() -> state.apply(state.sequence() + 2, 1, new Event.ParticipantLeft(HOST)))
                .isInstanceOf(ImpossibleEventException.class);
        assertThatThrownBy(() -> state.apply(
                        state.sequence() + 1, 1, events(create("Band", "Maya")).getFirst()))
                .isInstanceOf(ImpossibleEventException.class);
        assertThatThrownBy(() -> SessionState.begin(Scene.SESSION, 1, 1, new Event.ParticipantLeft(HOST)))
                .isInstanceOf(ImpossibleEventException.class);
    }

    @Test
    void eventsThatCannotFollowAreNeverSkipped() {
        assertImpossible(new Event.ParticipantJoined(HOST, "Maya", "guest", null));
        assertImpossible(new Event.ParticipantLeft(BEN));
        assertImpossible(new Event.ParticipantRemoved(BEN, HOST));
        assertImpossible(new Event.ParticipantRefused(HOST, HOST));
        assertImpossible(new Event.ParticipantRoleChanged(BEN, "guest", HOST));
        assertImpossible(new Event.InviteUsed(Scene.FRESH_INVITE, BEN));
        assertImpossible(new Event.InviteRevoked(Scene.FRESH_INVITE, BEN));
        assertImpossible(new Event.ChannelDeleted(new ChannelId("nowhere")));
    }

    private static void assertImpossible(Event event) {
        assertThatThrownBy(() -> Scene.of(SessionKind.REHEARSAL).with(event))
                .isInstanceOf(ImpossibleEventException.class);
    }

    private Decision create(String name, String creator) {
        var command = new CreateSession(name, SessionKind.SHIFT, Admission.APPROVAL, false, creator);
        return decider.create(command, Scene.by(HOST), id -> ChannelsDecider.all(id, SessionKind.SHIFT));
    }
}
