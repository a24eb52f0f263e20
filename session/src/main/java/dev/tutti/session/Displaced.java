package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an island had decided and does not hold, as its author is told of it.
 *
 * @param id of the event in the island
 * @param what the event's name
 * @param thing on which it was a claim, as {@link Things} names it
 * @param target whom or what it had put there: a user, a song of the setlist, a name
 * @param reason why not: the code of a refusal, or one of those in {@link Displacement}
 */
public record Displaced(
        EventId id,
        UserId author,
        String what,
        @Nullable String thing,
        @Nullable String target,
        String reason,
        long atMs) {
    /** The newest are kept in the state; all are in the log. */
    public static final int MAX = 50;

    static List<Displaced> and(List<Displaced> before, MergeEvent.MergeDisplaced event, long atMs) {
        var all = new ArrayList<>(before.subList(Math.max(0, before.size() - MAX + 1), before.size()));
        all.add(of(event, atMs));
        return List.copyOf(all);
    }

    /** @param atMs when it was set aside */
    public static Displaced of(MergeEvent.MergeDisplaced event, long atMs) {
        return new Displaced(
                event.original(),
                event.author(),
                EventName.of(event.event()),
                Things.of(event.event()).orElse(null),
                target(event.event()),
                event.reason(),
                atMs);
    }

    private static @Nullable String target(Event event) {
        return switch (event) {
            case SlotEvent.SlotAssigned e -> e.userId().value();
            case SlotEvent.SlotReleased e -> e.userId().value();
            case SetlistEvent.SongSelected e -> e.itemId().value();
            case SetlistEvent.SetlistItemAdded e -> e.item().song().title();
            case Event.ChannelCreated e -> e.channel().name();
            default -> null;
        };
    }
}
