package dev.tutti.session.cues;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.CueId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.CueCommand;
import dev.tutti.session.CueEvent;
import dev.tutti.session.CueKind;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Name;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about signals, and at which bar they hold. */
public final class CuesDecider implements Decider<CueCommand> {
    public static final int MAX_BARS_AHEAD = 16;

    @Override
    public Decision decide(SessionState state, CueCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.CUE_SEND)) {
            return reject(Rejections.notAllowed(state, actor, Capability.CUE_SEND));
        }
        return switch (command) {
            case CueCommand.SendCue send -> send(send, context);
        };
    }

    private static Decision send(CueCommand.SendCue send, DecideContext context) {
        String given = send.text();
        @Nullable String text = null;
        if (given != null && !given.isBlank()) {
            Optional<String> read = Name.read(given);
            if (read.isEmpty()) {
                return reject(Name.rejection("text"));
            }
            text = read.get();
        }
        if (send.kind() == CueKind.CUSTOM && text == null) {
            return reject(Rejections.invalid("text", "Say what this cue tells."));
        }
        if (send.barsAhead() < 0 || send.barsAhead() > MAX_BARS_AHEAD) {
            return reject(Rejections.invalid(
                    "bars_ahead", "A cue holds at once, or at one of the next " + MAX_BARS_AHEAD + " bars."));
        }
        var id = new CueId(context.firstEvent().value());
        return accept(new CueEvent.CueSent(id, send.kind(), text, context.actor(), null, context.atMs()));
    }
}
