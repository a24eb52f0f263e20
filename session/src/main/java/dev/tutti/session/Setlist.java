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
 * @param start where the current one begins; null when none is, or it was selected while no click ran
 * @param removed what went lately and can come back, oldest first
 */
public record Setlist(
        List<SetlistItem> items,
        @Nullable ItemId current,
        @Nullable SongStart start,
        List<KeptChart> charts,
        List<RemovedItem> removed) {
    /** So many removals can be taken back; of a whole setlist that was replaced, all that went with it. */
    public static final int MAX_REMOVED = 8;

    public Setlist {
        items = List.copyOf(items);
        charts = List.copyOf(charts);
        removed = List.copyOf(removed);
    }

    static Setlist empty() {
        return new Setlist(List.of(), null, null, List.of(), List.of());
    }

    public Optional<SetlistItem> find(ItemId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    public Optional<SetlistItem> currentItem() {
        return current == null ? Optional.empty() : find(current);
    }

    /** What went with an item that can still come back. */
    public Optional<RemovedItem> findRemoved(ItemId id) {
        return removed.stream().filter(r -> r.item().id().equals(id)).findFirst();
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

    /** @param slots as they were before the event, which may free some of them */
    Setlist apply(SetlistEvent event, Slots slots) {
        return switch (event) {
            case SetlistEvent.SetlistReplaced e -> replaced(e, slots);
            case SetlistEvent.SetlistItemAdded e -> added(e);
            case SetlistEvent.SetlistItemChanged e -> changed(e);
            case SetlistEvent.SetlistItemMoved e -> moved(e.itemId(), e.after());
            case SetlistEvent.SetlistItemRemoved e -> removed(e.itemId(), slots);
            case SetlistEvent.SetlistItemRestored e -> restored(e);
            case SetlistEvent.SongSelected e ->
                new Setlist(items, known(e.itemId()).id(), e.start(), charts, removed);
        };
    }

    private Setlist added(SetlistEvent.SetlistItemAdded event) {
        return with(plus(event.item(), event.after()), event.charts());
    }

    private List<SetlistItem> plus(SetlistItem item, @Nullable ItemId after) {
        if (find(item.id()).isPresent()) {
            throw new ImpossibleEventException("item " + item.id() + " exists already");
        }
        var next = new ArrayList<>(items);
        next.add(after(next, after), item);
        return next;
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

    private Setlist replaced(SetlistEvent.SetlistReplaced event, Slots slots) {
        Set<ItemId> kept = event.items().stream().map(SetlistItem::id).collect(Collectors.toSet());
        List<RemovedItem> gone = items.stream()
                .filter(item -> !kept.contains(item.id()))
                .map(item -> gone(item, slots))
                .toList();
        Setlist next = with(event.items(), event.charts());
        return next.remembering(
                newest(gone).stream().filter(r -> !kept.contains(r.item().id())).toList());
    }

    private Setlist removed(ItemId id, Slots slots) {
        SetlistItem item = known(id);
        Setlist rest = with(items.stream().filter(i -> !i.equals(item)).toList(), List.of());
        return rest.remembering(newest(List.of(gone(item, slots))));
    }

    private RemovedItem gone(SetlistItem item, Slots slots) {
        boolean wasCurrent = item.id().equals(current);
        return new RemovedItem(
                item,
                charts.stream()
                        .filter(chart -> chart.id().equals(item.chartId()))
                        .findFirst()
                        .orElse(null),
                beside(item.id(), -1).map(SetlistItem::id).orElse(null),
                place(item.id()),
                slots.assignments().stream()
                        .filter(a -> item.songId().equals(a.place().songId()))
                        .toList(),
                wasCurrent,
                wasCurrent ? start : null);
    }

    private List<RemovedItem> newest(List<RemovedItem> gone) {
        var more = new ArrayList<>(removed);
        more.addAll(gone);
        int kept = Math.max(MAX_REMOVED, gone.size());
        return more.subList(Math.max(0, more.size() - kept), more.size());
    }

    private Setlist restored(SetlistEvent.SetlistItemRestored event) {
        ItemId id = event.item().id();
        Setlist back = with(plus(event.item(), event.after()), event.charts())
                .remembering(
                        removed.stream().filter(r -> !r.item().id().equals(id)).toList());
        return event.current() ? new Setlist(back.items, id, event.start(), back.charts, back.removed) : back;
    }

    private Setlist remembering(List<RemovedItem> next) {
        return new Setlist(items, current, start, charts, next);
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
        return new Setlist(next, stays ? current : null, stays ? start : null, kept, removed);
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
