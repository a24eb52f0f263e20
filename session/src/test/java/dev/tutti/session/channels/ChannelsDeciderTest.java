package dev.tutti.session.channels;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelsDeciderTest {
    private final Scene scene = Scene.of(SessionKind.LESSON).in(BEN, "student");
    private final ChannelsDecider decider = new ChannelsDecider();

    @Test
    void aSessionBeginsWithAChannelForAll() {
        Channel all = scene.state().channels().find(ALL).orElseThrow();

        assertThat(all.talk()).containsExactly("teacher", "assistant", "student");
        assertThat(all.listen()).containsExactly("teacher", "assistant", "student", "guest");
        assertThat(scene.state().talkLimitS(all)).isEqualTo(10);
    }

    @Test
    void aHostMakesAChannel() {
        var spec = new ChannelSpec(
                "Crew", ChannelMode.OPEN, FloorOrder.PRIORITY, List.of("teacher"), List.of("assistant"), 30);

        assertThat(events(scene.decide(decider, HOST, new Command.CreateChannel(spec))))
                .containsExactly(new Event.ChannelCreated(new Channel(
                        new ChannelId("e1"),
                        "Crew",
                        ChannelMode.OPEN,
                        FloorOrder.PRIORITY,
                        List.of("teacher"),
                        List.of("assistant"),
                        30)));
    }

    @Test
    void aStudentMakesNone() {
        assertThat(code(scene.decide(decider, BEN, new Command.CreateChannel(ChannelSpec.named("Mine")))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void aChannelNeedsANameThatIsFree() {
        assertThat(code(create(null, null, null))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create(" ", null, null))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create("aLL", null, null))).isEqualTo(RejectionCode.NAME_TAKEN);
    }

    @Test
    void theTalkLimitIsFrom5To120() {
        assertThat(code(create("A", null, 4))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create("A", null, 121))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(events(create("A", null, 120))).hasSize(1);
    }

    @Test
    void rolesMustExistOnceAndAtLeastOneIsNeeded() {
        assertThat(code(create("A", List.of(), null))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create("A", List.of("md"), null))).isEqualTo(RejectionCode.ROLE_UNKNOWN);
        assertThat(code(create("A", List.of("student", "student"), null))).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void channelsAreBounded() {
        for (int i = 1; i < ChannelsDecider.MAX_CHANNELS; i++) {
            Channel all = scene.state().channels().find(ALL).orElseThrow();
            scene.with(new Event.ChannelCreated(new Channel(
                    new ChannelId("c" + i), "C" + i, all.mode(), all.order(), all.talk(), all.listen(), null)));
        }
        assertThat(code(create("One more", null, null))).isEqualTo(RejectionCode.LIMIT_REACHED);
    }

    @Test
    void aPatchChangesWhatItNames() {
        Channel all = scene.state().channels().find(ALL).orElseThrow();
        var patch = new ChannelSpec(null, ChannelMode.OPEN, null, null, null, null);

        assertThat(events(scene.decide(decider, HOST, new Command.ChangeChannel(ALL, patch))))
                .containsExactly(new Event.ChannelChanged(
                        new Channel(ALL, "All", ChannelMode.OPEN, all.order(), all.talk(), all.listen(), null)));
        var nothing = new ChannelSpec(null, null, null, null, null, null);
        assertThat(events(scene.decide(decider, HOST, new Command.ChangeChannel(ALL, nothing))))
                .isEmpty();
    }

    @Test
    void anUnknownChannelIsNeitherChangedNorDeleted() {
        var nowhere = new ChannelId("nowhere");

        assertThat(code(scene.decide(decider, HOST, new Command.ChangeChannel(nowhere, ChannelSpec.named("X")))))
                .isEqualTo(RejectionCode.CHANNEL_UNKNOWN);
        assertThat(code(scene.decide(decider, HOST, new Command.DeleteChannel(nowhere))))
                .isEqualTo(RejectionCode.CHANNEL_UNKNOWN);
    }

    @Test
    void theLastChannelStays() {
        assertThat(code(scene.decide(decider, HOST, new Command.DeleteChannel(ALL))))
                .isEqualTo(RejectionCode.LAST_CHANNEL);
    }

    private Decision create(@Nullable String name, @Nullable List<String> talk, @Nullable Integer talkLimitS) {
        var spec = new ChannelSpec(name, null, null, talk, null, talkLimitS);
        return scene.decide(decider, HOST, new Command.CreateChannel(spec));
    }
}
