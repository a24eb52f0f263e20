package dev.tutti.session;

import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;

/** The sentences that deciders of several features share, in the wording of the product. */
public final class Rejections {
    private Rejections() {}

    /** Says who may instead, by name of role. */
    public static Rejection notAllowed(SessionState state, UserId actor, Capability needed) {
        Standing standing =
                state.roster().find(actor).map(Participant::standing).orElse(null);
        if (standing != Standing.ADMITTED) {
            return notAdmitted();
        }
        String who = state.kind().roles().stream()
                .filter(role -> role.may(needed))
                .map(Role::title)
                .findFirst()
                .orElse("Nobody");
        return Rejection.of(
                        RejectionCode.NOT_ALLOWED,
                        "Your role does not let you " + needed.phrase() + ". Ask the " + who + ".")
                .detail("capability", needed.wireName());
    }

    public static Rejection notAdmitted() {
        return Rejection.of(RejectionCode.NOT_ADMITTED, "You are not in this session. A host can let you in.");
    }

    public static Rejection sessionClosed() {
        return Rejection.of(RejectionCode.SESSION_CLOSED, "This session has ended. Ask the host for the next one.");
    }

    public static Rejection participantUnknown(UserId userId) {
        return Rejection.of(
                        RejectionCode.PARTICIPANT_UNKNOWN, "Nobody with this id is in the session. They may have left.")
                .detail("user_id", userId);
    }

    public static Rejection songNotInSetlist(SongId songId) {
        return Rejection.of(RejectionCode.SONG_UNKNOWN, "This song is not in the setlist. Add it first.")
                .detail("song_id", songId);
    }

    public static Rejection roleUnknown(SessionKind kind, String role) {
        String known = String.join(", ", kind.roles().stream().map(Role::name).toList());
        return Rejection.of(RejectionCode.ROLE_UNKNOWN, "A " + kind.wireName() + " has the roles " + known + ".")
                .detail("role", role.length() > 64 ? role.substring(0, 64) : role);
    }

    public static Rejection roleAboveYours(Role role) {
        return Rejection.of(
                        RejectionCode.ROLE_ABOVE_YOURS,
                        "The role " + role.title() + " may do more than yours. Ask somebody who has it.")
                .detail("role", role.name());
    }

    public static Rejection lastHost(SessionKind kind) {
        String title = kind.hostRole().title();
        return Rejection.of(
                RejectionCode.LAST_HOST, "One host stays. Make somebody else " + title + " first, or end the session.");
    }

    public static Rejection limit(String message) {
        return Rejection.of(RejectionCode.LIMIT_REACHED, message);
    }

    public static Rejection invalid(String field, String message) {
        return Rejection.of(RejectionCode.VALUE_INVALID, message).detail("field", field);
    }
}
