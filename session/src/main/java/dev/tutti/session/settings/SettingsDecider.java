package dev.tutti.session.settings;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Name;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.VoiceWay;

/** Decides what holds for everybody. */
public final class SettingsDecider implements Decider<Command.SettingsCommand> {

    @Override
    public Decision decide(SessionState state, Command.SettingsCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.SETTINGS_MANAGE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.SETTINGS_MANAGE));
        }
        return switch (command) {
            case Command.ChangeSettings change -> change(state, change.patch());
        };
    }

    private static Decision change(SessionState state, SettingsPatch patch) {
        Settings before = state.settings();
        String name = patch.name() != null ? Name.read(patch.name()).orElse("") : before.name();
        if (name.isEmpty()) {
            return reject(Name.rejection("name"));
        }
        int talkLimitS = patch.talkLimitS() != null ? patch.talkLimitS() : before.talkLimitS();
        if (talkLimitS < Settings.MIN_TALK_LIMIT_S || talkLimitS > Settings.MAX_TALK_LIMIT_S) {
            return reject(Rejections.invalid("talk_limit_s", "One turn to talk lasts from 5 to 120 seconds."));
        }
        if (patch.voice() == VoiceWay.MESH && state.roster().admitted().count() > Settings.MOST_IN_MESH) {
            return reject(Rejections.invalid("voice", "Voices go straight from page to page among at most 25 people."));
        }
        var after = new Settings(
                name,
                patch.admission() != null ? patch.admission() : before.admission(),
                patch.discoverable() != null ? patch.discoverable() : before.discoverable(),
                patch.ducking() != null ? patch.ducking() : before.ducking(),
                talkLimitS,
                patch.voice() != null ? patch.voice() : before.voice());
        return after.equals(before) ? accept() : accept(new Event.SettingsChanged(after));
    }
}
