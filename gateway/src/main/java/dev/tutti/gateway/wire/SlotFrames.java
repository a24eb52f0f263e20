package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.SlotMessages.SlotScope;
import dev.tutti.gateway.wire.SlotMessages.SlotView;
import org.jspecify.annotations.Nullable;

/** Places are made, filled, asked for, freed. */
public interface SlotFrames {
    sealed interface Server extends ServerPayload
            permits SlotDefine, SlotRemove, SlotAssign, SlotRelease, SlotClaim, SlotRefuse {}

    @FrameType(value = "slot.define", durable = true)
    record SlotDefine(SlotView slot) implements Server {}

    @FrameType(value = "slot.remove", durable = true)
    record SlotRemove(String slotName) implements Server {}

    /** Answers every claim to the place. */
    @FrameType(value = "slot.assign", durable = true)
    record SlotAssign(
            String slotName, SlotScope scope, @Nullable String songId, String userId) implements Server {}

    @FrameType(value = "slot.release", durable = true)
    record SlotRelease(
            String slotName, SlotScope scope, @Nullable String songId, String userId) implements Server {}

    /** For those who fill slots with others, and who asks. */
    @FrameType(value = "slot.claim", durable = true)
    record SlotClaim(
            String slotName, SlotScope scope, @Nullable String songId, String userId) implements Server {}

    /** As {@code slot.claim}: refused, or taken back by who had asked. */
    @FrameType(value = "slot.refuse", durable = true)
    record SlotRefuse(
            String slotName, SlotScope scope, @Nullable String songId, String userId) implements Server {}
}
