package dev.tutti.session;

import dev.tutti.foundation.SongId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** On which thing an event is a claim: two claims on one thing do not both hold (cluster.md section 8). */
public final class Things {
    private Things() {}

    /** Empty for what claims nothing; an event without an answer does not compile. */
    public static Optional<String> of(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case Event.LifecycleEvent _ -> "session";
                    case Event.RosterEvent e -> person(e);
                    case Event.InviteCreated e -> "invite/" + e.invite().code();
                    case Event.InviteRevoked e -> "invite/" + e.code();
                    case Event.CodeRotated _ -> "code";
                    case Event.ChannelCreated e -> "channel/" + e.channel().id();
                    case Event.ChannelChanged e -> "channel/" + e.channel().id();
                    case Event.ChannelDeleted e -> "channel/" + e.channelId();
                    case Event.SettingsEvent _ -> "settings";
                    case SlotEvent e -> slot(e);
                    case SetlistEvent.SetlistItemChanged e -> "item/" + e.item().id();
                    case SetlistEvent.SongSelected _ -> "song";
                    case SetlistEvent.SetlistReplaced _,
                            SetlistEvent.SetlistItemAdded _,
                            SetlistEvent.SetlistItemMoved _,
                            SetlistEvent.SetlistItemRemoved _,
                            SetlistEvent.SetlistItemRestored _ -> "setlist";
                    case TempoEvent _ -> "tempo";
                    case Event.InviteUsed _, Event.FloorEvent _, CueEvent _, MergeEvent _ -> null;
                });
    }

    private static @Nullable String person(Event.RosterEvent event) {
        return switch (event) {
            case Event.ParticipantAsked e -> "person/" + e.userId();
            case Event.ParticipantJoined e -> "person/" + e.userId();
            case Event.ParticipantRefused e -> "person/" + e.userId();
            case Event.ParticipantRemoved e -> "person/" + e.userId();
            case Event.ParticipantLeft e -> "person/" + e.userId();
            case Event.ParticipantRoleChanged e -> "person/" + e.userId();
            case Event.ParticipantRenamed _ -> null;
        };
    }

    private static @Nullable String slot(SlotEvent event) {
        return switch (event) {
            case SlotEvent.SlotDefined e -> "slot/" + e.slot().name();
            case SlotEvent.SlotRemoved e -> "slot/" + e.slotName();
            case SlotEvent.SlotAssigned e -> place(e.slotName(), e.songId());
            case SlotEvent.SlotReleased e -> place(e.slotName(), e.songId());
            case SlotEvent.SlotClaimed _, SlotEvent.SlotClaimEnded _ -> null;
        };
    }

    private static String place(SlotName name, @Nullable SongId song) {
        return "slot/" + name + (song == null ? "" : "/" + song);
    }

    /** On which things these are claims. */
    public static List<String> of(List<Event> events) {
        return events.stream().flatMap(event -> of(event).stream()).distinct().toList();
    }
}
