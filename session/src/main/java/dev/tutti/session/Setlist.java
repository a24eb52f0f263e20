package dev.tutti.session;

import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.session.songs.Chart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The songs of a session in their order, the one that is played now, and the charts of all of them.
 *
 * @param current null when none is
 */
public record Setlist(List<SetlistItem> items, @Nullable ItemId current, List<KeptChart> charts) {
    public Setlist {
        items = List.copyOf(items);
        charts = List.copyOf(charts);
    }

    static Setlist empty() {
        return new Setlist(List.of(), null, List.of());
    }

    public Optional<SetlistItem> find(ItemId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    public Optional<SetlistItem> currentItem() {
        return current == null ? Optional.empty() : find(current);
    }

    public boolean plays(SongId songId) {
        return items.stream().anyMatch(item -> item.songId().equals(songId));
    }

    public Optional<Chart> chart(ChartId id) {
        return charts.stream()
                .filter(kept -> kept.id().equals(id))
                .map(KeptChart::chart)
                .findFirst();
    }

    /** The item so many places after that one; empty beyond either end. */
    public Optional<SetlistItem> beside(ItemId id, int steps) {
        int place = place(id) + steps;
        return place < 0 || place >= items.size() ? Optional.empty() : Optional.of(items.get(place));
    }

    Setlist apply(SetlistEvent event) {
        return switch (event) {
            case SetlistEvent.SetlistReplaced e -> with(e.items(), e.charts());
            case SetlistEvent.SetlistItemAdded e -> added(e);
            case SetlistEvent.SetlistItemChanged e -> changed(e);
            case SetlistEvent.SetlistItemMoved e -> moved(e.itemId(), e.after());
            case SetlistEvent.SetlistItemRemoved e -> removed(e.itemId());
            case SetlistEvent.SongSelected e ->
                new Setlist(items, known(e.itemId()).id(), charts);
        };
    }

    private Setlist added(SetlistEvent.SetlistItemAdded event) {
        if (find(event.item().id()).isPresent()) {
            throw new ImpossibleEventException("item " + event.item().id() + " exists already");
        }
        var next = new ArrayList<>(items);
        next.add(after(next, event.after()), event.item());
        return with(next, event.charts());
    }

    private Setlist changed(SetlistEvent.SetlistItemChanged event) {
        known(event.item().id());
        return with(
                items.stream()
                        .map(item -> item.id().equals(event.item().id()) ? event.item() : item)
                        .toList(),
                event.charts());
    }

    private Setlist moved(ItemId id, @Nullable ItemId after) {
        SetlistItem item = known(id);
        var next = new ArrayList<>(items);
        next.remove(item);
        next.add(after(next, after), item);
        return with(next, List.of());
    }

    private Setlist removed(ItemId id) {
        SetlistItem item = known(id);
        return with(items.stream().filter(i -> !i.equals(item)).toList(), List.of());
    }

    /** The items as they are now: what no item needs any more goes, what is missing is a fault. */
    private Setlist with(List<SetlistItem> next, List<KeptChart> more) {
        Set<ChartId> needed =
                next.stream().map(SetlistItem::chartId).filter(Objects::nonNull).collect(Collectors.toSet());
        var kept = new ArrayList<KeptChart>();
        var ids = new HashSet<ChartId>();
        for (KeptChart chart : charts) {
            if (needed.contains(chart.id()) && ids.add(chart.id())) {
                kept.add(chart);
            }
        }
        for (KeptChart chart : more) {
            if (needed.contains(chart.id()) && ids.add(chart.id())) {
                kept.add(chart);
            }
        }
        if (!ids.equals(needed)) {
            throw new ImpossibleEventException("a chart of the setlist is missing");
        }
        boolean stays = next.stream().anyMatch(item -> item.id().equals(current));
        return new Setlist(next, stays ? current : null, kept);
    }

    private SetlistItem known(ItemId id) {
        return find(id).orElseThrow(() -> new ImpossibleEventException("no item " + id + " in the setlist"));
    }

    private int place(ItemId id) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no item " + id);
    }

    /** The index after that item; the front for null. */
    private static int after(List<SetlistItem> list, @Nullable ItemId id) {
        if (id == null) {
            return 0;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw new ImpossibleEventException("no item " + id + " in the setlist");
    }
}
