package dev.tutti.session.core;

import dev.tutti.session.Command;
import dev.tutti.session.CueCommand;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SlotCommand;
import dev.tutti.session.SongStart;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.channels.ChannelsDecider;
import dev.tutti.session.cues.CuesDecider;
import dev.tutti.session.invites.InvitesDecider;
import dev.tutti.session.lifecycle.LifecycleDecider;
import dev.tutti.session.roster.RosterDecider;
import dev.tutti.session.setlist.SetlistDecider;
import dev.tutti.session.settings.SettingsDecider;
import dev.tutti.session.slots.SlotsDecider;
import dev.tutti.session.songs.TimeSignature;
import dev.tutti.session.tempo.TempoDecider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives each command to the decider of its feature. */
public final class SessionDecider implements Decider<Command> {
    private final RosterDecider roster = new RosterDecider();
    private final InvitesDecider invites = new InvitesDecider();
    private final ChannelsDecider channels = new ChannelsDecider();
    private final SettingsDecider settings = new SettingsDecider();
    private final LifecycleDecider lifecycle = new LifecycleDecider();
    private final SlotsDecider slots = new SlotsDecider();
    private final SetlistDecider setlist = new SetlistDecider();
    private final CuesDecider cues = new CuesDecider();
    private final TempoDecider tempo = new TempoDecider();

    @Override
    public Decision decide(SessionState state, Command command, DecideContext context) {
        if (state.isEnded() && !(command instanceof Command.FloorCommand)) {
            return Decision.reject(Rejections.sessionClosed());
        }
        return switch (command) {
            case Command.RosterCommand c -> tempo.follow(state, roster.decide(state, c, context), context);
            case Command.InviteCommand c -> invites.decide(state, c, context);
            case Command.ChannelCommand c -> channels.decide(state, c, context);
            case Command.SettingsCommand c -> settings.decide(state, c, context);
            case Command.LifecycleCommand c -> lifecycle.decide(state, c, context);
            case SlotCommand c -> slots.decide(state, c, context);
            case SetlistCommand c -> withTempo(state, setlist.decide(state, c, context), context);
            case CueCommand c -> cues.decide(state, c, context);
            case TempoCommand c -> tempo.decide(state, c, context);
            case Command.FloorCommand c -> Decision.accept(history(c, context));
        };
    }

    /** The current song brings its tempo in the same batch, so that everything moves at once. */
    private static Decision withTempo(SessionState state, Decision decision, DecideContext context) {
        if (!(decision instanceof Decision.Accept accepted)) {
            return decision;
        }
        SessionState after = folded(state, accepted.events());
        Optional<SetlistItem> song = after.setlist().currentItem();
        boolean selected = accepted.events().stream().anyMatch(SetlistEvent.SongSelected.class::isInstance);
        if (song.isEmpty() || !(selected || goesOtherwise(state.setlist(), song.get()))) {
            return decision;
        }
        Double bpm = song.get().bpm();
        TimeSignature signature = song.get().timeSignature();
        List<Event> change = state.tempo().forSong(bpm, signature, context.sessionUs(), context.actor()).stream()
                .toList();
        Tempo tempo = folded(state, change).tempo();
        SongStart start = tempo.songStart(bpm != null || signature != null, context.sessionUs())
                .orElse(null);
        return new Decision.Accept(Stream.concat(
                        accepted.events().stream()
                                .map(e -> e instanceof SetlistEvent.SongSelected s ? s.with(start) : e),
                        change.stream())
                .toList());
    }

    private static boolean goesOtherwise(Setlist before, SetlistItem now) {
        return before.currentItem()
                .filter(was -> Objects.equals(was.bpm(), now.bpm())
                        && Objects.equals(was.timeSignature(), now.timeSignature()))
                .isEmpty();
    }

    private static SessionState folded(SessionState state, List<Event> events) {
        SessionState next = state;
        for (Event event : events) {
            next = next.apply(next.sequence() + 1, 0, event);
        }
        return next;
    }

    /** It happened; history asks nobody. */
    private static Event history(Command.FloorCommand command, DecideContext context) {
        return switch (command) {
            case Command.RecordFloorGranted c ->
                new Event.FloorGranted(c.channelId(), c.fence(), context.actor(), c.emergency());
            case Command.RecordFloorReleased c ->
                new Event.FloorReleased(c.channelId(), c.fence(), context.actor(), c.talkMs(), c.reason());
        };
    }
}
