package dev.tutti.session.settings;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Command;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.Settings;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.VoiceWay;
import org.junit.jupiter.api.Test;

class SettingsDeciderTest {
    private final Scene scene = Scene.of(SessionKind.SHIFT).in(BEN, "dispatcher");
    private final SettingsDecider decider = new SettingsDecider();

    @Test
    void aPatchChangesWhatItNames() {
        var patch = new SettingsPatch(null, Admission.OPEN, null, Ducking.FOCUS, 30, null);

        assertThat(events(scene.decide(decider, HOST, new Command.ChangeSettings(patch))))
                .containsExactly(
                        new Event.SettingsChanged(new Settings("Sunday", Admission.OPEN, false, Ducking.FOCUS, 30)));
    }

    @Test
    void aPatchThatChangesNothingIsNoEvent() {
        var patch = new SettingsPatch("Sunday", null, false, null, 10, null);

        assertThat(events(scene.decide(decider, HOST, new Command.ChangeSettings(patch))))
                .isEmpty();
    }

    @Test
    void theTalkLimitAndTheNameAreBounded() {
        assertThat(code(scene.decide(
                        decider, HOST, new Command.ChangeSettings(new SettingsPatch(null, null, null, null, 3, null)))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(scene.decide(
                        decider,
                        HOST,
                        new Command.ChangeSettings(new SettingsPatch("\t", null, null, null, null, null)))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void aDispatcherChangesNoSettings() {
        assertThat(code(scene.decide(
                        decider,
                        BEN,
                        new Command.ChangeSettings(new SettingsPatch(null, null, true, null, null, null)))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void theHostLetsVoicesGoStraightFromPageToPage() {
        var patch = new SettingsPatch(null, null, null, null, null, VoiceWay.MESH);
        Settings before = scene.state().settings();

        assertThat(events(scene.decide(decider, HOST, new Command.ChangeSettings(patch))))
                .containsExactly(new Event.SettingsChanged(new Settings(
                        before.name(),
                        before.admission(),
                        before.discoverable(),
                        before.ducking(),
                        before.talkLimitS(),
                        VoiceWay.MESH)));
        assertThat(code(scene.decide(decider, BEN, new Command.ChangeSettings(patch))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void noLargeGroupLetsVoicesGoStraightFromPageToPage() {
        var mesh = new Command.ChangeSettings(new SettingsPatch(null, null, null, null, null, VoiceWay.MESH));
        for (int i = 3; i <= Settings.MOST_IN_MESH; i++) {
            scene.in(new UserId("u" + i), "dispatcher");
        }
        assertThat(events(scene.decide(decider, HOST, mesh))).hasSize(1);

        scene.in(new UserId("onemore"), "dispatcher");

        assertThat(code(scene.decide(decider, HOST, mesh))).isEqualTo(RejectionCode.VALUE_INVALID);
    }
}
