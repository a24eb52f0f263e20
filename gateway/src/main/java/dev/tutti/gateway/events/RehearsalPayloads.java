package dev.tutti.gateway.events;

import dev.tutti.foundation.SongId;
import dev.tutti.gateway.events.EventPublisher.Said;
import dev.tutti.gateway.sessions.RehearsalViews;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.gateway.wire.SetlistFrames.SongCurrent;
import dev.tutti.gateway.wire.SlotFrames.SlotAssign;
import dev.tutti.gateway.wire.SlotFrames.SlotClaim;
import dev.tutti.gateway.wire.SlotFrames.SlotDefine;
import dev.tutti.gateway.wire.SlotFrames.SlotRefuse;
import dev.tutti.gateway.wire.SlotFrames.SlotRelease;
import dev.tutti.gateway.wire.SlotFrames.SlotRemove;
import dev.tutti.gateway.wire.SlotMessages.SlotScope;
import dev.tutti.gateway.wire.SlotMessages.SlotView;
import dev.tutti.session.Capability;
import dev.tutti.session.SessionState;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SlotEvent;
import org.jspecify.annotations.Nullable;

/** Turns what happened to slots and setlist into frames. */
final class RehearsalPayloads {
    private RehearsalPayloads() {}

    static Said of(SlotEvent event, SessionState state) {
        Audience managers = Audience.who(Capability.SLOT_MANAGE);
        return switch (event) {
            case SlotEvent.SlotDefined e ->
                insiders(new SlotDefine(
                        new SlotView(e.slot().name().value(), e.slot().label(), true)));
            case SlotEvent.SlotRemoved e -> insiders(new SlotRemove(e.slotName().value()));
            case SlotEvent.SlotAssigned e ->
                insiders(new SlotAssign(
                        e.slotName().value(),
                        scope(e.songId()),
                        text(e.songId()),
                        e.userId().value()));
            case SlotEvent.SlotReleased e ->
                insiders(new SlotRelease(
                        e.slotName().value(),
                        scope(e.songId()),
                        text(e.songId()),
                        e.userId().value()));
            case SlotEvent.SlotClaimed e ->
                new Said(
                        managers.and(e.userId()),
                        new SlotClaim(
                                e.slotName().value(),
                                scope(e.songId()),
                                text(e.songId()),
                                e.userId().value()));
            case SlotEvent.SlotClaimEnded e ->
                new Said(
                        managers.and(e.userId()),
                        new SlotRefuse(
                                e.slotName().value(),
                                scope(e.songId()),
                                text(e.songId()),
                                e.userId().value()));
        };
    }

    private static Said insiders(ServerPayload payload) {
        return new Said(Audience.INSIDERS, payload);
    }

    private static SlotScope scope(@Nullable SongId songId) {
        return songId == null ? SlotScope.GLOBAL : SlotScope.SONG;
    }

    private static @Nullable String text(@Nullable SongId songId) {
        return songId == null ? null : songId.value();
    }

    /** The newest setlist, which may know more than the event: clients end up at the same one. */
    static ServerPayload of(SetlistEvent event, SessionState state) {
        if (event instanceof SetlistEvent.SongSelected selected) {
            String songId = state.setlist()
                    .find(selected.itemId())
                    .map(SetlistItem::songId)
                    .map(SongId::value)
                    .orElse("");
            return new SongCurrent(selected.itemId().value(), songId, RehearsalViews.songStart(selected.start()));
        }
        return RehearsalViews.setlist(state.setlist());
    }
}
