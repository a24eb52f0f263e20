package dev.tutti.session;

import dev.tutti.foundation.UserId;

/** What somebody wants of the places of a session. */
public sealed interface SlotCommand extends Command {

    record AssignSlot(UserId userId, SlotPlace place) implements SlotCommand {}

    /** Frees the place; or, when nobody fills it, takes the actor's own claim back. */
    record ReleaseSlot(SlotPlace place) implements SlotCommand {}

    /** The actor would like to fill it. */
    record ClaimSlot(SlotPlace place) implements SlotCommand {}

    record RefuseClaim(UserId userId, SlotPlace place) implements SlotCommand {}

    record DefineSlot(SlotName name, String label) implements SlotCommand {}

    /** Frees everybody who fills it, too. */
    record RemoveSlot(SlotName name) implements SlotCommand {}
}
