package dev.tutti.session.roster;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.Invite;
import dev.tutti.session.Name;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Standing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides at the door: in at once, waiting, or not. */
final class JoinDecider {

    Decision decide(SessionState state, Command.Join join, DecideContext context) {
        Optional<String> name = Name.read(join.name());
        if (name.isEmpty()) {
            return reject(Name.rejection("name"));
        }
        UserId actor = context.actor();
        Optional<Participant> known = state.roster().find(actor);
        // An invite or ownership gets somebody in who waits so far; anything else changes nothing.
        boolean opensNow = join.grant() instanceof Grant.Invite || join.grant() instanceof Grant.Owner;
        boolean isHere = known.filter(p -> p.isAdmitted() || (p.isWaiting() && !opensNow))
                .isPresent();
        if (isHere) {
            return alreadyHere(known.orElseThrow(), name.get());
        }
        Rejection full = room(state, known.isPresent());
        if (full != null) {
            return reject(full);
        }
        // Whatever he brings, who was removed waits until a host lets him in again.
        boolean wasSentAway =
                known.filter(p -> p.standing() == Standing.REMOVED).isPresent();
        return wasSentAway && !(join.grant() instanceof Grant.Owner)
                ? accept(new Event.ParticipantAsked(
                        actor, name.get(), state.kind().memberRole().name()))
                : arrive(state, join.grant(), name.get(), context);
    }

    private Decision alreadyHere(Participant participant, String name) {
        return participant.name().equals(name)
                ? accept()
                : accept(new Event.ParticipantRenamed(participant.userId(), name));
    }

    private Decision arrive(SessionState state, Grant grant, String name, DecideContext context) {
        UserId actor = context.actor();
        return switch (grant) {
            case Grant.Owner _ ->
                accept(new Event.ParticipantJoined(
                        actor, name, state.kind().hostRole().name(), null));
            case Grant.Invite invite -> byInvite(state, invite, name, context);
            case Grant.Code _ -> atTheDoor(state, name, actor);
            case Grant.Discovered _ ->
                state.settings().discoverable()
                        ? atTheDoor(state, name, actor)
                        : reject(Rejection.of(
                                RejectionCode.NOT_ADMITTED,
                                state.settings().name() + " is not listed any more. Ask the host for the code."));
        };
    }

    private Decision atTheDoor(SessionState state, String name, UserId actor) {
        Optional<Participant> before = state.roster().find(actor);
        // Who was in and left by himself comes back as he was.
        boolean returns =
                before.filter(p -> p.standing() == Standing.LEFT && p.wasIn()).isPresent();
        if (returns) {
            return accept(new Event.ParticipantJoined(
                    actor, name, before.orElseThrow().role(), null));
        }
        String role = state.kind().memberRole().name();
        return RosterDecider.isOpenDoor(state)
                ? accept(new Event.ParticipantJoined(actor, name, role, null))
                : accept(new Event.ParticipantAsked(actor, name, role));
    }

    /** An invite was made by somebody who may let people in, so it opens the door itself. */
    private Decision byInvite(SessionState state, Grant.Invite grant, String name, DecideContext context) {
        Optional<Invite> invite = state.invites().find(grant.code());
        if (invite.isEmpty()) {
            return reject(
                    Rejection.of(RejectionCode.CODE_UNKNOWN, "This invite is not valid any more. Ask for a new one."));
        }
        if (invite.get().isExpired(context.atMs()) || invite.get().usesLeft() < 1) {
            return reject(Rejection.of(RejectionCode.CODE_EXPIRED, "This invite has run out. Ask for a new one."));
        }
        return accept(
                new Event.InviteUsed(grant.code(), context.actor()),
                new Event.ParticipantJoined(
                        context.actor(), name, invite.get().role(), invite.get().createdBy()));
    }

    private static @Nullable Rejection room(SessionState state, boolean known) {
        long present =
                state.roster().admitted().count() + state.roster().waiting().count();
        if (present >= RosterDecider.MAX_PRESENT) {
            return Rejections.limit("This session is full: " + RosterDecider.MAX_PRESENT + " people are here.");
        }
        if (!known && state.roster().people().size() >= RosterDecider.MAX_KNOWN) {
            return Rejections.limit("This session has seen " + RosterDecider.MAX_KNOWN + " people. Start a new one.");
        }
        return null;
    }
}
