package dev.tutti.session;

import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/** Places were made, filled, wanted, freed; no song means the whole session. */
public sealed interface SlotEvent extends Event {

    record SlotDefined(Slot slot, UserId by) implements SlotEvent {}

    /** Only once nobody fills it or asks for it. */
    record SlotRemoved(SlotName slotName, UserId by) implements SlotEvent {}

    record SlotAssigned(SlotName slotName, @Nullable SongId songId, UserId userId, UserId by) implements SlotEvent {
        public SlotPlace place() {
            return new SlotPlace(slotName, songId);
        }
    }

    record SlotReleased(SlotName slotName, @Nullable SongId songId, UserId userId, UserId by) implements SlotEvent {
        public SlotPlace place() {
            return new SlotPlace(slotName, songId);
        }
    }

    record SlotClaimed(SlotName slotName, @Nullable SongId songId, UserId userId) implements SlotEvent {
        public SlotPlace place() {
            return new SlotPlace(slotName, songId);
        }
    }

    /** Refused, or taken back when {@code by} is who had asked; an assignment answers claims by itself. */
    record SlotClaimEnded(SlotName slotName, @Nullable SongId songId, UserId userId, UserId by) implements SlotEvent {
        public SlotPlace place() {
            return new SlotPlace(slotName, songId);
        }
    }
}
