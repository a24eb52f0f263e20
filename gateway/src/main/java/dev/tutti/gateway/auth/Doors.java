package dev.tutti.gateway.auth;

import dev.tutti.foundation.CodeAlphabet;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.session.Invite;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a code opens. Thread-safe. */
final class Doors {
    private final Sessions sessions;
    private final OwnerLinks links;
    private final WallClock clock;

    Doors(Sessions sessions, OwnerLinks links, WallClock clock) {
        this.sessions = sessions;
        this.links = links;
        this.clock = clock;
    }

    /** An open door: to which session, by what right; an owner's link says also who comes through. */
    record Door(
            Admittance admittance,
            @Nullable SessionState session,
            @Nullable OwnerLink link) {}

    /** Whether that is a code as owner links have them, used up or not. */
    boolean isOwnerLink(String typed) {
        return CodeAlphabet.read(typed, OwnerLinks.CODE_LENGTH).isPresent();
    }

    /** The door of a typed or scanned code, or an error 404 or 410. */
    Door open(String typed) {
        Optional<String> owner = CodeAlphabet.read(typed, OwnerLinks.CODE_LENGTH);
        if (owner.isPresent()) {
            return ownerDoor(owner.get(), typed);
        }
        Optional<JoinCode> join = JoinCode.read(typed);
        if (join.isPresent()) {
            SessionWriter writer = sessions.find(join.get()).orElseThrow(() -> unknown(typed));
            return new Door(new Admittance.Code(), writer.state(), null);
        }
        InviteCode invite = InviteCode.read(typed).orElseThrow(() -> unknown(typed));
        SessionWriter writer = sessions.find(invite).orElseThrow(() -> unknown(typed));
        return inviteDoor(writer.state(), invite, typed);
    }

    /** The door of a session that is open to the network. */
    Door open(SessionId id) {
        SessionState state = sessions.find(id)
                .map(SessionWriter::state)
                .filter(found -> !found.isEnded() && found.settings().discoverable())
                .orElseThrow(() -> new ApiError(
                        404, "SESSION_UNKNOWN", "This room is not on the list any more. Ask the host for a code."));
        return new Door(new Admittance.Discovered(), state, null);
    }

    private Door ownerDoor(String code, String typed) {
        OwnerLink link = links.find(code).orElseThrow(() -> used(typed));
        if (link.expiresAtMs() <= clock.now().toEpochMilli()) {
            throw expired(typed);
        }
        SessionId opens = link.sessionId();
        @Nullable SessionState state = opens == null
                ? null
                : sessions.find(opens).map(SessionWriter::state).orElse(null);
        return new Door(new Admittance.Owner(), state, link);
    }

    private Door inviteDoor(SessionState state, InviteCode code, String typed) {
        Invite invite = state.invites().find(code).orElseThrow(() -> unknown(typed));
        if (invite.isExpired(clock.now().toEpochMilli()) || invite.usesLeft() < 1) {
            throw expired(typed);
        }
        return new Door(new Admittance.Invite(code.value()), state, null);
    }

    /** Uses the door up when it opens only once; called when there are tokens for who went through. */
    void shut(Door door, String typed) {
        OwnerLink link = door.link();
        if (link != null && !links.take(link)) {
            throw used(typed);
        }
    }

    private static ApiError used(String typed) {
        return new ApiError(
                410,
                "CODE_EXPIRED",
                "The owner link works once, and somebody used it. For a new one, start the hub with"
                        + " ./tutti up --owner-link.",
                Map.of("code", shown(typed)));
    }

    private static ApiError unknown(String typed) {
        return new ApiError(
                404,
                "CODE_UNKNOWN",
                "No room has the code " + shown(typed) + ". Codes change with every session.",
                Map.of("code", shown(typed)));
    }

    private static ApiError expired(String typed) {
        return new ApiError(
                410,
                "CODE_EXPIRED",
                "The code " + shown(typed) + " has run out. Ask the host for a new one.",
                Map.of("code", shown(typed)));
    }

    /** What was typed, fit for a sentence. */
    private static String shown(String typed) {
        String text = typed.strip().toUpperCase(Locale.ROOT);
        return text.length() <= 24 ? text : text.substring(0, 24) + "…";
    }

    static ApiError closed() {
        return new ApiError(410, "SESSION_CLOSED", Rejections.sessionClosed().message());
    }

    static ApiError nothingGiven() {
        return ApiErrors.invalid("code", "Send a code, or the id of a session that is open to this network.");
    }
}
