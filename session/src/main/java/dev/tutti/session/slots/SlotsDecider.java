package dev.tutti.session.slots;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Name;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Slot;
import dev.tutti.session.SlotCommand;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who fills which place. */
public final class SlotsDecider implements Decider<SlotCommand> {
    /** Of the session's own. */
    public static final int MAX_CUSTOM = 32;

    public static final int MAX_ASSIGNMENTS = 1_000;
    public static final int MAX_CLAIMS = 200;

    @Override
    public Decision decide(SessionState state, SlotCommand command, DecideContext context) {
        return switch (command) {
            case SlotCommand.AssignSlot c -> assign(state, c.userId(), c.place(), context.actor());
            case SlotCommand.ReleaseSlot c -> release(state, c.place(), context.actor());
            case SlotCommand.ClaimSlot c -> claim(state, c.place(), context.actor());
            case SlotCommand.RefuseClaim c -> refuse(state, c, context.actor());
            case SlotCommand.DefineSlot c -> define(state, c, context.actor());
            case SlotCommand.RemoveSlot c -> remove(state, c.name(), context.actor());
        };
    }

    private Decision assign(SessionState state, UserId userId, SlotPlace place, UserId actor) {
        Rejection refused = needs(state, actor, Capability.SLOT_MANAGE);
        refused = refused != null ? refused : placeUnknown(state, place);
        if (refused != null) {
            return reject(refused);
        }
        if (state.roster().find(userId).filter(Participant::isAdmitted).isEmpty()) {
            return reject(Rejections.participantUnknown(userId));
        }
        Optional<UserId> occupant = state.slots().occupant(place);
        if (occupant.isPresent()) {
            return occupant.get().equals(userId) ? accept() : reject(taken(state, place, occupant.get()));
        }
        if (state.slots().assignments().size() >= MAX_ASSIGNMENTS) {
            return reject(
                    Rejections.limit("There are " + MAX_ASSIGNMENTS + " assignments already. Release some first."));
        }
        return accept(new SlotEvent.SlotAssigned(place.slot(), place.songId(), userId, actor));
    }

    private Decision release(SessionState state, SlotPlace place, UserId actor) {
        Optional<UserId> occupant = state.slots().occupant(place);
        boolean own = occupant.isEmpty() || occupant.get().equals(actor);
        Rejection refused = needs(state, actor, own ? Capability.SLOT_CLAIM : Capability.SLOT_MANAGE);
        refused = refused != null ? refused : placeUnknown(state, place);
        if (refused != null) {
            return reject(refused);
        }
        if (occupant.isPresent()) {
            return accept(new SlotEvent.SlotReleased(place.slot(), place.songId(), occupant.get(), actor));
        }
        return state.slots().isClaimed(place, actor)
                ? accept(new SlotEvent.SlotClaimEnded(place.slot(), place.songId(), actor, actor))
                : accept();
    }

    /** Who may fill slots with others need not ask. */
    private Decision claim(SessionState state, SlotPlace place, UserId actor) {
        if (state.may(actor, Capability.SLOT_MANAGE)) {
            return assign(state, actor, place, actor);
        }
        Rejection refused = needs(state, actor, Capability.SLOT_CLAIM);
        refused = refused != null ? refused : placeUnknown(state, place);
        if (refused != null) {
            return reject(refused);
        }
        Optional<UserId> occupant = state.slots().occupant(place);
        if (occupant.isPresent()) {
            return occupant.get().equals(actor) ? accept() : reject(taken(state, place, occupant.get()));
        }
        if (state.slots().isClaimed(place, actor)) {
            return accept();
        }
        if (state.slots().claims().size() >= MAX_CLAIMS) {
            return reject(Rejections.limit("Too many people ask for slots. Wait until some have an answer."));
        }
        return accept(new SlotEvent.SlotClaimed(place.slot(), place.songId(), actor));
    }

    private Decision refuse(SessionState state, SlotCommand.RefuseClaim refuse, UserId actor) {
        Rejection refused = needs(state, actor, Capability.SLOT_MANAGE);
        refused = refused != null ? refused : placeUnknown(state, refuse.place());
        if (refused != null) {
            return reject(refused);
        }
        SlotPlace place = refuse.place();
        return state.slots().isClaimed(place, refuse.userId())
                ? accept(new SlotEvent.SlotClaimEnded(place.slot(), place.songId(), refuse.userId(), actor))
                : accept();
    }

    private Decision define(SessionState state, SlotCommand.DefineSlot define, UserId actor) {
        Rejection refused = needs(state, actor, Capability.SLOT_MANAGE);
        if (refused != null) {
            return reject(refused);
        }
        Optional<String> label = Name.read(define.label());
        if (label.isEmpty()) {
            return reject(Name.rejection("label"));
        }
        Slots slots = state.slots();
        var slot = new Slot(define.name(), label.get());
        Optional<Slot> same = slots.find(define.name());
        if (same.isPresent()) {
            return same.get().equals(slot) ? accept() : reject(nameTaken(same.get()));
        }
        if (slots.all().size() - slots.standard() >= MAX_CUSTOM) {
            return reject(
                    Rejections.limit("There are " + MAX_CUSTOM + " slots of your own already. Remove one first."));
        }
        return accept(new SlotEvent.SlotDefined(slot, actor));
    }

    private Decision remove(SessionState state, SlotName name, UserId actor) {
        Rejection refused = needs(state, actor, Capability.SLOT_MANAGE);
        refused = refused != null ? refused : slotUnknown(state, name);
        if (refused != null) {
            return reject(refused);
        }
        if (!state.slots().isCustom(name)) {
            return reject(
                    Rejections.invalid("slot_name", "This slot belongs to every session of this kind and stays."));
        }
        List<Event> events =
                new ArrayList<>(state.slots().freeing(place -> place.slot().equals(name), _ -> true, actor));
        events.add(new SlotEvent.SlotRemoved(name, actor));
        return new Decision.Accept(events);
    }

    private static @Nullable Rejection needs(SessionState state, UserId actor, Capability capability) {
        return state.may(actor, capability) ? null : Rejections.notAllowed(state, actor, capability);
    }

    private static @Nullable Rejection placeUnknown(SessionState state, SlotPlace place) {
        Rejection unknown = slotUnknown(state, place.slot());
        if (unknown != null || place.songId() == null || state.setlist().plays(place.songId())) {
            return unknown;
        }
        return Rejections.songNotInSetlist(place.songId());
    }

    private static @Nullable Rejection slotUnknown(SessionState state, SlotName name) {
        return state.slots().find(name).isPresent()
                ? null
                : Rejection.of(RejectionCode.SLOT_UNKNOWN, "This session has no such slot. It may have been removed.")
                        .detail("slot_name", name);
    }

    private static Rejection taken(SessionState state, SlotPlace place, UserId occupant) {
        String label = state.slots()
                .find(place.slot())
                .map(Slot::label)
                .orElse(place.slot().value());
        String who = state.roster().find(occupant).map(Participant::name).orElse("Somebody");
        Rejection conflict = Rejection.of(RejectionCode.SLOT_CONFLICT, label + " is taken by " + who + ".")
                .detail("slot_name", place.slot())
                .detail("user_id", occupant)
                .detail("name", who);
        return place.songId() == null ? conflict : conflict.detail("song_id", place.songId());
    }

    private static Rejection nameTaken(Slot slot) {
        return Rejection.of(
                        RejectionCode.NAME_TAKEN,
                        "There is a slot " + slot.label() + " with this name already. Choose another name.")
                .detail("slot_name", slot.name());
    }
}
