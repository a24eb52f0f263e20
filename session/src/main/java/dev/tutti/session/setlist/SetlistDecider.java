package dev.tutti.session.setlist;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.KeptChart;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about the order of songs and which one is played. */
public final class SetlistDecider implements Decider<SetlistCommand> {
    public static final int MAX_ITEMS = 100;

    @Override
    public Decision decide(SessionState state, SetlistCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.SETLIST_MANAGE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.SETLIST_MANAGE));
        }
        return switch (command) {
            case SetlistCommand.ReplaceSetlist c -> new SetlistPlan(state, context).replace(c.items());
            case SetlistCommand.InsertSong c -> insert(state, c, context);
            case SetlistCommand.ChangeItem c -> change(state, c, actor);
            case SetlistCommand.MoveItem c -> move(state, c, actor);
            case SetlistCommand.RemoveItem c -> remove(state, c.itemId(), actor);
            case SetlistCommand.RestoreItem c -> new Restoring(state, actor).decide(c.itemId());
            case SetlistCommand.SelectItem c -> select(state, c.itemId(), actor);
            case SetlistCommand.StepSong c -> step(state, c.forward(), actor);
        };
    }

    private Decision insert(SessionState state, SetlistCommand.InsertSong insert, DecideContext context) {
        Setlist setlist = state.setlist();
        if (setlist.items().size() >= MAX_ITEMS) {
            return reject(full());
        }
        ItemId after = insert.after();
        if (after == null && !setlist.items().isEmpty()) {
            after = setlist.items().getLast().id();
        } else if (after != null && setlist.find(after).isEmpty()) {
            return reject(unknown(after));
        }
        var item = SetlistPlan.item(SetlistPlan.newId(context, 0), insert.song(), ItemOverrides.NONE);
        List<KeptChart> charts = SetlistPlan.missing(setlist, insert.song());
        return accept(new SetlistEvent.SetlistItemAdded(item, after, charts, context.actor()));
    }

    private Decision change(SessionState state, SetlistCommand.ChangeItem change, UserId actor) {
        Optional<SetlistItem> before = state.setlist().find(change.itemId());
        if (before.isEmpty()) {
            return reject(unknown(change.itemId()));
        }
        ItemOverrides overrides = Overrides.patched(before.get().overrides(), change.patch());
        Rejection refused = Overrides.check(state, overrides, before.get().overrides());
        if (refused != null) {
            return reject(refused);
        }
        SetlistItem after = before.get().with(overrides);
        List<KeptChart> charts = List.of();
        if (change.newest() != null) {
            after = SetlistPlan.item(after.id(), change.newest(), overrides);
            charts = SetlistPlan.missing(state.setlist(), change.newest());
        }
        return after.equals(before.get())
                ? accept()
                : accept(new SetlistEvent.SetlistItemChanged(after, charts, actor));
    }

    private Decision move(SessionState state, SetlistCommand.MoveItem move, UserId actor) {
        Setlist setlist = state.setlist();
        ItemId after = move.after();
        if (setlist.find(move.itemId()).isEmpty()) {
            return reject(unknown(move.itemId()));
        }
        if (after != null && (setlist.find(after).isEmpty() || after.equals(move.itemId()))) {
            return reject(unknown(after));
        }
        ItemId before = setlist.beside(move.itemId(), -1).map(SetlistItem::id).orElse(null);
        boolean isThere = before == null ? after == null : before.equals(after);
        return isThere ? accept() : accept(new SetlistEvent.SetlistItemMoved(move.itemId(), after, actor));
    }

    private Decision remove(SessionState state, ItemId id, UserId actor) {
        Optional<SetlistItem> item = state.setlist().find(id);
        if (item.isEmpty()) {
            return reject(unknown(id));
        }
        List<SetlistItem> rest =
                state.setlist().items().stream().filter(i -> !i.id().equals(id)).toList();
        var events = new ArrayList<Event>();
        events.add(new SetlistEvent.SetlistItemRemoved(id, actor));
        events.addAll(SetlistPlan.freeing(state, rest, actor));
        return new Decision.Accept(events);
    }

    private Decision select(SessionState state, ItemId id, UserId actor) {
        if (state.setlist().find(id).isEmpty()) {
            return reject(unknown(id));
        }
        return id.equals(state.setlist().current()) ? accept() : accept(selected(id, actor));
    }

    /** Without a current song, the next is the first and the one before the last. */
    private Decision step(SessionState state, boolean forward, UserId actor) {
        Setlist setlist = state.setlist();
        List<SetlistItem> items = setlist.items();
        ItemId current = setlist.current();
        Optional<SetlistItem> next;
        if (items.isEmpty()) {
            next = Optional.empty();
        } else if (current == null) {
            next = Optional.of(forward ? items.getFirst() : items.getLast());
        } else {
            next = setlist.beside(current, forward ? 1 : -1);
        }
        return next.map(item -> accept(selected(item.id(), actor))).orElseGet(() -> reject(ends(forward)));
    }

    /** Where it begins is decided with the tempo. */
    private static SetlistEvent.SongSelected selected(ItemId id, UserId actor) {
        return new SetlistEvent.SongSelected(id, actor, null);
    }

    private static Rejection ends(boolean forward) {
        return Rejection.of(
                RejectionCode.SETLIST_ENDS,
                forward ? "This was the last song of the setlist." : "This is the first song of the setlist.");
    }

    static Rejection full() {
        return Rejections.limit("A setlist has at most " + MAX_ITEMS + " songs.");
    }

    static Rejection unknown(@Nullable ItemId id) {
        return Rejection.of(RejectionCode.ITEM_UNKNOWN, "This song is not in the setlist any more. Look at it again.")
                .detail("item_id", String.valueOf(id));
    }
}
