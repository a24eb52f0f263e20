package dev.tutti.session.roster;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Name;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.Role;
import dev.tutti.session.SessionState;
import dev.tutti.session.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who is in the session and as what. */
public final class RosterDecider implements Decider<Command.RosterCommand> {
    /** In the session or waiting, at the same time. */
    public static final int MAX_PRESENT = 2_000;
    /** Everybody it ever knew. */
    public static final int MAX_KNOWN = 10_000;

    private final JoinDecider door = new JoinDecider();

    @Override
    public Decision decide(SessionState state, Command.RosterCommand command, DecideContext context) {
        return switch (command) {
            case Command.Join join -> door.decide(state, join, context);
            case Command.Approve approve -> approve(state, approve, context);
            case Command.Refuse refuse -> refuse(state, refuse.userId(), context);
            case Command.Remove remove -> remove(state, remove, context);
            case Command.Leave _ -> leave(state, context);
            case Command.ChangeRole change -> changeRole(state, change, context);
            case Command.Rename rename -> rename(state, rename, context);
        };
    }

    private Decision approve(SessionState state, Command.Approve approve, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.PARTICIPANT_APPROVE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.PARTICIPANT_APPROVE));
        }
        Optional<Participant> known = state.roster().find(approve.userId());
        if (known.isEmpty() || known.get().standing() == Standing.LEFT) {
            return reject(Rejections.participantUnknown(approve.userId()));
        }
        Participant participant = known.get();
        if (participant.isAdmitted()) {
            return accept();
        }
        boolean wasSentAway = participant.standing() == Standing.REMOVED;
        if (wasSentAway && !state.may(actor, Capability.PARTICIPANT_REMOVE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.PARTICIPANT_REMOVE));
        }
        // Nobody comes back as the host he was by being let in as a guest.
        String wanted = approve.role() != null
                ? approve.role()
                : wasSentAway ? state.kind().memberRole().name() : participant.role();
        Rejection refused = mayGive(state, actor, wanted);
        return refused != null
                ? reject(refused)
                : accept(new Event.ParticipantJoined(participant.userId(), participant.name(), wanted, actor));
    }

    private Decision refuse(SessionState state, UserId userId, DecideContext context) {
        if (!state.may(context.actor(), Capability.PARTICIPANT_APPROVE)) {
            return reject(Rejections.notAllowed(state, context.actor(), Capability.PARTICIPANT_APPROVE));
        }
        Optional<Participant> participant = state.roster().find(userId);
        if (participant.isEmpty()) {
            return reject(Rejections.participantUnknown(userId));
        }
        return switch (participant.get().standing()) {
            case WAITING -> accept(new Event.ParticipantRefused(userId, context.actor()));
            case REFUSED -> accept();
            case ADMITTED, LEFT, REMOVED ->
                reject(Rejection.of(
                        RejectionCode.NOT_WAITING, participant.get().name() + " does not wait at the door any more."));
        };
    }

    private Decision remove(SessionState state, Command.Remove remove, DecideContext context) {
        UserId userId = remove.userId();
        UserId actor = context.actor();
        Optional<Participant> known = state.roster().find(userId);
        if (known.filter(Participant::isWaiting).isPresent()) {
            return refuse(state, userId, context);
        }
        if (!state.may(actor, Capability.PARTICIPANT_REMOVE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.PARTICIPANT_REMOVE));
        }
        if (known.isEmpty()) {
            return reject(Rejections.participantUnknown(userId));
        }
        Participant participant = known.get();
        if (!participant.isAdmitted()) {
            return participant.standing() == Standing.LEFT ? reject(Rejections.participantUnknown(userId)) : accept();
        }
        Role theirs = state.role(participant);
        if (!state.capabilities(actor).containsAll(theirs.capabilities()) && !userId.equals(actor)) {
            return reject(Rejections.roleAboveYours(theirs));
        }
        if (isLastHost(state, participant)) {
            return reject(Rejections.lastHost(state.kind()));
        }
        return new Decision.Accept(removal(state, remove, actor));
    }

    /**
     * A new name and the code would bring him back as somebody else, so strangers are asked about from now on: an open
     * door begins to ask, and invites that he came by are taken back. A host may open the door again.
     */
    private static List<Event> removal(SessionState state, Command.Remove remove, UserId actor) {
        var events = freeing(state, remove.userId(), new Event.ParticipantRemoved(remove.userId(), actor), actor);
        remove.invites().stream()
                .distinct()
                .filter(code -> state.invites().find(code).isPresent())
                .forEach(code -> events.add(new Event.InviteRevoked(code, actor)));
        if (isOpenDoor(state)) {
            events.add(new Event.SettingsChanged(state.settings().asking()));
        }
        return events;
    }

    private Decision leave(SessionState state, DecideContext context) {
        Optional<Participant> known = state.roster().find(context.actor());
        if (known.isEmpty()) {
            return reject(Rejections.notAdmitted());
        }
        Participant participant = known.get();
        if (!participant.isAdmitted() && !participant.isWaiting()) {
            return accept();
        }
        if (isLastHost(state, participant)) {
            return reject(Rejections.lastHost(state.kind()));
        }
        var gone = new Event.ParticipantLeft(participant.userId());
        return new Decision.Accept(freeing(state, participant.userId(), gone, context.actor()));
    }

    /** Who goes leaves no slot behind. */
    private static List<Event> freeing(SessionState state, UserId userId, Event gone, UserId by) {
        var events = new ArrayList<Event>(List.of(gone));
        events.addAll(state.slots().freeing(_ -> true, userId::equals, by));
        return events;
    }

    private Decision changeRole(SessionState state, Command.ChangeRole change, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.PARTICIPANT_ROLE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.PARTICIPANT_ROLE));
        }
        Optional<Participant> known = state.roster().find(change.userId()).filter(Participant::isAdmitted);
        if (known.isEmpty()) {
            return reject(Rejections.participantUnknown(change.userId()));
        }
        Rejection refused = mayGive(state, actor, change.role());
        if (refused != null) {
            return reject(refused);
        }
        Participant participant = known.get();
        if (participant.role().equals(change.role())) {
            return accept();
        }
        if (!state.capabilities(actor).containsAll(state.role(participant).capabilities())) {
            return reject(Rejections.roleAboveYours(state.role(participant)));
        }
        boolean staysHost = state.kind().role(change.role()).orElseThrow().may(Capability.SESSION_CLOSE);
        if (!staysHost && isLastHost(state, participant)) {
            return reject(Rejections.lastHost(state.kind()));
        }
        return accept(new Event.ParticipantRoleChanged(participant.userId(), change.role(), actor));
    }

    private Decision rename(SessionState state, Command.Rename rename, DecideContext context) {
        Optional<Participant> known = state.roster()
                .find(context.actor())
                .filter(participant -> participant.isAdmitted() || participant.isWaiting());
        if (known.isEmpty()) {
            return reject(Rejections.notAdmitted());
        }
        Optional<String> name = Name.read(rename.name());
        if (name.isEmpty()) {
            return reject(Name.rejection("name"));
        }
        return known.get().name().equals(name.get())
                ? accept()
                : accept(new Event.ParticipantRenamed(context.actor(), name.get()));
    }

    private static boolean isLastHost(SessionState state, Participant participant) {
        return participant.isAdmitted() && state.role(participant).may(Capability.SESSION_CLOSE) && state.hosts() == 1;
    }

    /** Null when that role exists and has no capability that the giver lacks. */
    private static @Nullable Rejection mayGive(SessionState state, UserId giver, String roleName) {
        Optional<Role> role = state.kind().role(roleName);
        if (role.isEmpty()) {
            return Rejections.roleUnknown(state.kind(), roleName);
        }
        boolean covered = state.capabilities(giver).containsAll(role.get().capabilities());
        return covered ? null : Rejections.roleAboveYours(role.get());
    }

    static boolean isOpenDoor(SessionState state) {
        return state.settings().admission() == Admission.OPEN;
    }
}
