package dev.tutti.session.setlist;

import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.KeptChart;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.Rejection;
import dev.tutti.session.Rejections;
import dev.tutti.session.RemovedItem;
import dev.tutti.session.SessionState;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole setlist that is wanted, put together from items that are there, items that went, and songs that come in. */
final class SetlistPlan {
    private final SessionState state;
    private final DecideContext context;
    private final Map<ItemId, SetlistItem> items = new LinkedHashMap<>();
    private final Map<String, KeptChart> charts = new LinkedHashMap<>();
    private final Set<ItemId> back = new HashSet<>();

    SetlistPlan(SessionState state, DecideContext context) {
        this.state = state;
        this.context = context;
    }

    Decision replace(List<PlannedItem> planned) {
        if (planned.size() > SetlistDecider.MAX_ITEMS) {
            return reject(SetlistDecider.full());
        }
        for (PlannedItem wanted : planned) {
            Rejection refused = add(wanted);
            if (refused != null) {
                return reject(refused);
            }
        }
        var next = new ArrayList<>(items.values());
        if (next.equals(state.setlist().items())) {
            return Decision.accept();
        }
        List<RemovedItem> gone = state.setlist().removed().stream()
                .filter(r -> back.contains(r.item().id()))
                .toList();
        var events = new ArrayList<Event>(new Restoring(state, context.actor()).events(gone));
        events.add(new SetlistEvent.SetlistReplaced(next, List.copyOf(charts.values()), context.actor()));
        events.addAll(freeing(state, next, context.actor()));
        return new Decision.Accept(events);
    }

    private @Nullable Rejection add(PlannedItem wanted) {
        ItemOverrides before = ItemOverrides.NONE;
        SetlistItem item;
        switch (wanted) {
            case PlannedItem.Kept kept -> {
                Optional<SetlistItem> known = known(kept.id());
                if (known.isEmpty()) {
                    return SetlistDecider.unknown(kept.id());
                }
                before = known.get().overrides();
                item = known.get().with(Overrides.normalised(kept.overrides()));
            }
            case PlannedItem.Added added -> {
                item = item(newId(context, items.size()), added.song(), Overrides.normalised(added.overrides()));
                missing(state.setlist(), added.song()).forEach(c -> charts.put(c.id().value(), c));
            }
        }
        Rejection refused = Overrides.check(state, item.overrides(), before);
        if (refused == null && items.put(item.id(), item) != null) {
            return Rejections.invalid("items", "The same item stands in the list twice.");
        }
        return refused;
    }

    /** An item that is there, else one that went and can come back. */
    private Optional<SetlistItem> known(ItemId id) {
        Optional<SetlistItem> there = state.setlist().find(id);
        if (there.isPresent()) {
            return there;
        }
        Optional<SetlistItem> gone = state.setlist().findRemoved(id).map(RemovedItem::item);
        gone.ifPresent(item -> back.add(item.id()));
        return gone;
    }

    /** From the event's id, so that a repeated command names the same items. */
    static ItemId newId(DecideContext context, int n) {
        return new ItemId(context.firstEvent().value() + "." + n);
    }

    static SetlistItem item(ItemId id, Song song, ItemOverrides overrides) {
        var chart = song.draft().chart();
        return new SetlistItem(
                id, song.id(), SongCard.of(song.draft()), chart.isEmpty() ? null : chart.id(), overrides);
    }

    /** The song's chart, unless the setlist has it. */
    static List<KeptChart> missing(Setlist setlist, Song song) {
        if (song.draft().chart().isEmpty()) {
            return List.of();
        }
        KeptChart chart = KeptChart.of(song.draft().chart());
        return setlist.chart(chart.id()).isPresent() ? List.of() : List.of(chart);
    }

    /** Places that hold for songs which are no longer played become free. */
    static List<Event> freeing(SessionState state, List<SetlistItem> next, UserId by) {
        Set<SongId> played = next.stream().map(SetlistItem::songId).collect(Collectors.toSet());
        return state.slots()
                .freeing(place -> place.songId() != null && !played.contains(place.songId()), _ -> true, by);
    }
}
