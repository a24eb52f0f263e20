package dev.tutti.gateway.sessions;

import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.CueFrames.CueShow;
import dev.tutti.gateway.wire.CueMessages.CueKind;
import dev.tutti.gateway.wire.SetlistFrames.SetlistUpdate;
import dev.tutti.gateway.wire.SetlistMessages.SetlistAnswer;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemView;
import dev.tutti.gateway.wire.SetlistMessages.SetlistSong;
import dev.tutti.gateway.wire.SetlistMessages.SongStartView;
import dev.tutti.gateway.wire.SlotMessages.SlotAssignmentView;
import dev.tutti.gateway.wire.SlotMessages.SlotScope;
import dev.tutti.gateway.wire.SlotMessages.SlotView;
import dev.tutti.gateway.wire.SongMessages.TimeSignature;
import dev.tutti.session.Capability;
import dev.tutti.session.CueEvent;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.SessionState;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.Slot;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.Slots;
import dev.tutti.session.SongStart;
import dev.tutti.session.songs.SongCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slots, setlist and signals in the words of the wire. Thread-safe. */
public final class RehearsalViews {
    private RehearsalViews() {}

    public static List<SlotView> slots(Slots slots) {
        return slots.all().stream().map(slot -> slot(slots, slot)).toList();
    }

    public static SlotView slot(Slots slots, Slot slot) {
        return new SlotView(slot.name().value(), slot.label(), slots.isCustom(slot.name()));
    }

    static List<SlotAssignmentView> assignments(Slots slots) {
        return slots.assignments().stream()
                .map(a -> filled(a.place(), a.userId()))
                .toList();
    }

    /** All for those who answer them, else one's own. */
    static List<SlotAssignmentView> claims(SessionState state, UserId viewer) {
        boolean all = state.may(viewer, Capability.SLOT_MANAGE);
        return state.slots().claims().stream()
                .filter(claim -> all || claim.userId().equals(viewer))
                .map(claim -> filled(claim.place(), claim.userId()))
                .toList();
    }

    private static SlotAssignmentView filled(SlotPlace place, UserId userId) {
        return new SlotAssignmentView(place.slot().value(), scope(place), songId(place), userId.value());
    }

    public static SlotScope scope(SlotPlace place) {
        return place.isGlobal() ? SlotScope.GLOBAL : SlotScope.SONG;
    }

    public static @Nullable String songId(SlotPlace place) {
        SongId song = place.songId();
        return song == null ? null : song.value();
    }

    public static SetlistUpdate setlist(Setlist setlist) {
        return new SetlistUpdate(items(setlist), current(setlist), songStart(setlist));
    }

    static List<SetlistItemView> items(Setlist setlist) {
        return setlist.items().stream().map(RehearsalViews::item).toList();
    }

    static @Nullable String current(Setlist setlist) {
        ItemId current = setlist.current();
        return current == null ? null : current.value();
    }

    static @Nullable SongStartView songStart(Setlist setlist) {
        return songStart(setlist.start());
    }

    public static @Nullable SongStartView songStart(@Nullable SongStart start) {
        return start == null
                ? null
                : new SongStartView(start.bar(), TempoViews.ms(start.atUs()), TempoViews.ms(start.runUs()));
    }

    static SetlistAnswer answer(Setlist setlist) {
        return new SetlistAnswer(items(setlist), current(setlist), songStart(setlist));
    }

    static SetlistItemView item(SetlistItem item) {
        ItemOverrides overrides = item.overrides();
        UserId leader = overrides.leader();
        ChartId chart = item.chartId();
        return new SetlistItemView(
                item.id().value(),
                item.songId().value(),
                song(item.song()),
                overrides.key(),
                overrides.bpm(),
                WireEnums.toOrNull(TimeSignature.class, overrides.timeSignature()),
                leader == null ? null : leader.value(),
                overrides.note(),
                chart == null ? null : chart.value());
    }

    private static SetlistSong song(SongCard song) {
        return new SetlistSong(
                song.title(),
                song.artist(),
                song.key(),
                song.bpm(),
                WireEnums.toOrNull(TimeSignature.class, song.timeSignature()),
                song.durationS(),
                song.notes());
    }

    public static CueShow cue(CueEvent.CueSent cue) {
        return new CueShow(
                cue.cueId().value(),
                WireEnums.to(CueKind.class, cue.kind()),
                cue.text(),
                cue.by().value(),
                cue.atBar(),
                cue.atMs());
    }
}
