package dev.tutti.gateway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of what was done while the hub was out of reach. */
public interface MergeFrames {
    sealed interface Server extends ServerPayload permits MergeDisplaced {}

    /**
     * To its author and to hosts: what they did does not hold, because others had decided otherwise meanwhile.
     *
     * @param id the event that it was
     * @param what the event's name
     * @param thing on which it was a claim: {@code slot/keys}, {@code song}, {@code setlist}, {@code item/} and its id …
     * @param target whom or what it had put there: a user, a song of the setlist, a name
     * @param reason {@code CHANGED_MEANWHILE}, {@code DECIDED_OTHERWISE}, {@code SAME_KEY}, or the code of a refusal
     */
    @FrameType(value = "merge.displaced", durable = true)
    record MergeDisplaced(
            String id,
            String userId,
            String what,
            @Nullable String thing,
            @Nullable String target,
            String reason,
            Instant at)
            implements Server {}
}
