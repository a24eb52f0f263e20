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
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Tempo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about signals, and at which bar they hold. */
public final class CuesDecider implements Decider<CueCommand> {
    public static final int MAX_BARS_AHEAD = 16;

    @Override
    public Decision decide(SessionState state, CueCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.CUE_SEND) && !leads(state, actor)) {
            return reject(Rejections.notAllowed(state, actor, Capability.CUE_SEND));
        }
        return switch (command) {
            case CueCommand.SendCue send -> send(state, send, context);
        };
    }

    /** Whoever leads the song that is played signals while it is. */
    private static boolean leads(SessionState state, UserId actor) {
        boolean isIn =
                state.roster().find(actor).filter(Participant::isAdmitted).isPresent();
        return isIn
                && state.setlist()
                        .currentItem()
                        .filter(item -> actor.equals(item.overrides().leader()))
                        .isPresent();
    }

    private static Decision send(SessionState state, CueCommand.SendCue send, DecideContext context) {
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
        Optional<Tempo.BarLine> line =
                send.barsAhead() == 0 ? Optional.empty() : state.tempo().bar(context.sessionUs(), send.barsAhead());
        return accept(new CueEvent.CueSent(
                id,
                send.kind(),
                text,
                context.actor(),
                line.map(Tempo.BarLine::bar).orElse(null),
                line.map(Tempo.BarLine::atMs).orElse(context.sessionUs() / 1_000.0)));
    }
}
