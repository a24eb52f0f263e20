package dev.tutti.session.floor;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.Event;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorListeningTest {
    private static final Channel CREW =
            Channels.of("crew", ChannelMode.FLOOR, List.of("md", "tech"), List.of("md", "tech"));
    private static final Channel TALKBACK =
            Channels.of("talkback", ChannelMode.OPEN, List.of("md", "musician"), List.of("md", "musician"));

    private final Scene scene = Scene.of(SessionKind.REHEARSAL)
            .in(BEN, "musician")
            .in(PRIYA, "tech")
            .channel(CREW);
    private final FloorTable table = new FloorTable(scene.state());

    @Test
    void aGrantedVoiceIsHeardByEverybodyButItsOwner() {
        table.press(BEN);

        assertThat(table.heard(BEN, PRIYA)).isTrue();
        assertThat(table.heard(BEN, HOST)).isTrue();
        assertThat(table.heard(BEN, BEN)).isFalse();
    }

    @Test
    void aStrangerHearsNothing() {
        table.press(BEN);

        assertThat(table.heard(BEN, STRANGER)).isFalse();
    }

    @Test
    void aVoiceInOneChannelIsNotHeardByThoseWhoMayNotListenThere() {
        table.press(PRIYA, CREW.id(), true, false);

        assertThat(table.heard(PRIYA, HOST)).isTrue();
        assertThat(table.heard(PRIYA, BEN)).isFalse();
    }

    @Test
    void whoTurnedAChannelOffDoesNotHearIt() {
        table.listen(HOST, CREW.id());
        table.press(BEN);
        assertThat(table.heard(BEN, HOST)).isFalse();

        table.listen(HOST, CREW.id(), ALL);
        assertThat(table.heard(BEN, HOST)).isTrue();
    }

    @Test
    void choosingAChannelGivesNoRightToHearIt() {
        table.listen(BEN, CREW.id());
        table.press(PRIYA, CREW.id(), true, false);

        assertThat(table.heard(PRIYA, BEN)).isFalse();
    }

    @Test
    void aRemovedListenerHearsNothingMore() {
        table.press(BEN);
        assertThat(table.heard(BEN, PRIYA)).isTrue();

        table.configure(scene.with(new Event.ParticipantRemoved(PRIYA, HOST)));

        assertThat(table.heard(BEN, PRIYA)).isFalse();
    }

    @Test
    void inAnOpenChannelWhoMayTalkIsHeardWithoutAsking() {
        table.configure(scene.channel(TALKBACK));

        assertThat(table.heard(BEN, HOST)).isTrue();
        assertThat(table.heard(HOST, BEN)).isTrue();
        assertThat(table.heard(PRIYA, HOST)).isFalse();
    }

    @Test
    void whoHoldsAFloorIsHeardThereAndNotInTheOpenChannel() {
        table.configure(scene.channel(TALKBACK));
        table.listen(BEN, TALKBACK.id());
        table.press(HOST, CREW.id(), true, false);

        assertThat(table.heard(HOST, PRIYA)).isTrue();
        assertThat(table.heard(HOST, BEN)).isFalse();
    }

    @Test
    void whoDoesNotListenToAnOpenChannelDoesNotSpeakIntoItEither() {
        table.configure(scene.channel(TALKBACK));
        table.listen(BEN, ALL);

        assertThat(table.heard(BEN, HOST)).isFalse();
    }

    @Test
    void aNewChannelIsNotHeardByMistakeInPlaceOfADeletedOne() {
        table.press(PRIYA, CREW.id(), true, false);
        FloorGate gate = table.loop.gate(Scene.SESSION, PRIYA);
        assertThat(gate.passage(table.now())).isEqualTo(Passage.FORWARD);
        Channel everybody =
                Channels.of("everybody", ChannelMode.FLOOR, List.of("md"), List.of("md", "tech", "musician"));

        table.configure(scene.with(new Event.ChannelDeleted(CREW.id())).channel(everybody));

        assertThat(gate.audibleTo(table.loop.ear(Scene.SESSION, BEN))).isFalse();
    }

    @Test
    void anUnknownSessionHasAShutGateAndADeafEar() {
        FloorGate gate = table.loop.gate(new SessionId("elsewhere"), BEN);

        assertThat(gate.passage(table.now())).isEqualTo(Passage.DROP);
        assertThat(table.loop.view(new SessionId("elsewhere"))).isEqualTo(FloorView.EMPTY);
    }
}
