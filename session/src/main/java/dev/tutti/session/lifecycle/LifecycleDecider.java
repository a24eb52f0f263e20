package dev.tutti.session.lifecycle;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Channel;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.Name;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import java.util.Optional;
import java.util.function.Function;

/** Decides how a session begins and ends. */
public final class LifecycleDecider implements Decider<Command.LifecycleCommand> {
    private final int talkLimitS;

    public LifecycleDecider() {
        this(Settings.TALK_LIMIT_S);
    }

    /** @param talkLimitS what new sessions begin with */
    public LifecycleDecider(int talkLimitS) {
        this.talkLimitS = talkLimitS;
    }

    /** The first events: the session, its first channel, its first host; {@code all} makes the channel of that id. */
    public Decision create(CreateSession command, DecideContext context, Function<ChannelId, Channel> all) {
        Optional<String> name = Name.read(command.name());
        if (name.isEmpty()) {
            return reject(Name.rejection("name"));
        }
        Optional<String> creator = Name.read(command.creatorName());
        if (creator.isEmpty()) {
            return reject(Name.rejection("creator_name"));
        }
        UserId actor = context.actor();
        var settings = new Settings(name.get(), command.admission(), command.discoverable(), Ducking.DUCK, talkLimitS);
        return accept(
                new Event.SessionCreated(command.kind(), settings, context.joinCode(), actor),
                new Event.ChannelCreated(
                        all.apply(new ChannelId(context.firstEvent().value()))),
                new Event.ParticipantJoined(
                        actor, creator.get(), command.kind().hostRole().name(), null));
    }

    @Override
    public Decision decide(SessionState state, Command.LifecycleCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.SESSION_CLOSE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.SESSION_CLOSE));
        }
        return switch (command) {
            case Command.Close _ -> accept(new Event.SessionClosed(actor));
        };
    }
}
