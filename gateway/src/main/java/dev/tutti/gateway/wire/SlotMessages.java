package dev.tutti.gateway.wire;

import org.jspecify.annotations.Nullable;

/** Places of a session and who fills them. */
public interface SlotMessages {
    /** For the whole session, or for one song, which shadows it. */
    enum SlotScope {
        GLOBAL,
        SONG
    }

    /** @param songId with the scope {@code song} */
    record SlotAssignRequest(
            @Limit(min = 1, max = 64) String userId,
            @Limit(min = 1, max = 32) String slotName,
            @Nullable SlotScope scope,
            @Nullable @Limit(min = 1, max = 64) String songId) {}

    /** A place to release or to ask for; without a scope the whole session. */
    record SlotPlaceRequest(
            @Limit(min = 1, max = 32) String slotName,
            @Nullable SlotScope scope,
            @Nullable @Limit(min = 1, max = 64) String songId) {}

    /** @param name lower-case words joined by underscores; made from the label when it is missing */
    record SlotRequest(
            @Nullable @Limit(min = 1, max = 32) String name,
            @Limit(min = 1, max = 40) String label) {}

    record SlotAnswer(SlotView slot) {}

    /** What became of a wish to fill a place: it is filled, or somebody has to answer. */
    record SlotClaimAnswer(boolean assigned) {}

    /** @param custom the session's own, which may be removed */
    record SlotView(String name, String label, boolean custom) {}

    /** Somebody who fills a place, or asks for it. */
    record SlotAssignmentView(
            String slotName, SlotScope scope, @Nullable String songId, String userId) {}
}
