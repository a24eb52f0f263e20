package dev.tutti.session;

import dev.tutti.foundation.UserId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to the click; each says how it is from now on. */
public sealed interface TempoEvent extends Event {

    record TempoChanged(TempoPlan plan, UserId by) implements TempoEvent {}

    /** A change or a stop that waited does not come. */
    record TempoChangeUndone(TempoPlan plan, UserId by) implements TempoEvent {}

    record TempoStarted(TempoPlan plan, UserId by) implements TempoEvent {}

    record TempoStopped(TempoPlan plan, UserId by) implements TempoEvent {}

    /** The authority changes at a bar line that is still to come. */
    record TempoHandoffPlanned(Tempo.Handoff handoff, UserId by) implements TempoEvent {}

    /** The authority is that user's now; nobody's means the MD's. */
    record TempoHandedOver(@Nullable UserId userId, UserId by) implements TempoEvent {}

    /** Who had the click, or was to get it, is not there any more. */
    record TempoAuthorityLost(UserId userId, Reason reason) implements TempoEvent {}

    /** Why somebody lost authority. */
    enum Reason {
        /** Left the session. */
        LEFT,
        REMOVED,
        /** Only listens from now on. */
        ROLE,
        /** No connection for too long. */
        GONE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> of(String wireName) {
            for (Reason reason : values()) {
                if (reason.wireName().equals(wireName)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }
}
