package dev.tutti.session.setlist;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.KeptChart;
import dev.tutti.session.Participant;
import dev.tutti.session.RemovedItem;
import dev.tutti.session.SessionState;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SlotAssignment;
import dev.tutti.session.SlotEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removals that are taken back: items as they were, where they were, with the places of their songs. */
final class Restoring {
    private final SessionState state;
    private final Setlist setlist;
    private final UserId actor;

    Restoring(SessionState state, UserId actor) {
        this.state = state;
        this.setlist = state.setlist();
        this.actor = actor;
    }

    Decision decide(ItemId id) {
        if (setlist.find(id).isPresent()) {
            return accept();
        }
        Optional<RemovedItem> gone = setlist.findRemoved(id);
        if (gone.isEmpty()) {
            return reject(SetlistDecider.unknown(id));
        }
        if (setlist.items().size() >= SetlistDecider.MAX_ITEMS) {
            return reject(SetlistDecider.full());
        }
        return new Decision.Accept(events(List.of(gone.get())));
    }

    /** What happens when all of these come back; a place that two of them had is given once. */
    List<Event> events(List<RemovedItem> gone) {
        Stream<Event> items = gone.stream().map(this::item);
        Stream<Event> places = gone.stream()
                .flatMap(g -> g.slots().stream())
                .distinct()
                .filter(this::isFree)
                .map(this::assigned);
        return Stream.concat(items, places).toList();
    }

    /** Current again, unless another song is meanwhile. */
    private SetlistEvent.SetlistItemRestored item(RemovedItem gone) {
        boolean current = gone.wasCurrent() && setlist.current() == null;
        KeptChart chart = gone.chart();
        List<KeptChart> charts = chart == null || setlist.chart(chart.id()).isPresent() ? List.of() : List.of(chart);
        return new SetlistEvent.SetlistItemRestored(
                gone.item(), after(gone), charts, current, current ? gone.start() : null, actor);
    }

    /** Behind the one it stood behind; when that went too, where it stood. */
    private @Nullable ItemId after(RemovedItem gone) {
        ItemId before = gone.before();
        if (before != null && setlist.find(before).isPresent()) {
            return before;
        }
        List<SetlistItem> items = setlist.items();
        int place = Math.min(gone.place(), items.size());
        return before == null || place == 0 ? null : items.get(place - 1).id();
    }

    private boolean isFree(SlotAssignment kept) {
        return state.slots().find(kept.place().slot()).isPresent()
                && state.slots().occupant(kept.place()).isEmpty()
                && state.roster()
                        .find(kept.userId())
                        .filter(Participant::isAdmitted)
                        .isPresent();
    }

    private SlotEvent.SlotAssigned assigned(SlotAssignment kept) {
        return new SlotEvent.SlotAssigned(kept.place().slot(), kept.place().songId(), kept.userId(), actor);
    }
}
