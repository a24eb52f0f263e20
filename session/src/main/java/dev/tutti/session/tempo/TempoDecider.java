package dev.tutti.session.tempo;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Event.ParticipantLeft;
import dev.tutti.session.Event.ParticipantRemoved;
import dev.tutti.session.Event.ParticipantRoleChanged;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoChange;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoCommand.LoseTempoAuthority;
import dev.tutti.session.TempoCommand.StartTempo;
import dev.tutti.session.TempoCommand.StopTempo;
import dev.tutti.session.TempoCommand.UndoTempoChange;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.TempoEvent.TempoAuthorityLost;
import dev.tutti.session.TempoEvent.TempoHandedOver;
import dev.tutti.session.TempoRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about the click: one authority, the MD or whom the MD gave it to. */
public final class TempoDecider implements Decider<TempoCommand> {
    private final Conductor conductor = new Conductor();

    @Override
    public Decision decide(SessionState state, TempoCommand command, DecideContext context) {
        return switch (command) {
            case LoseTempoAuthority _ ->
                settled(state, context, lose(effective(state.tempo(), context), context.actor()));
            case HandOverTempo c -> settled(state, context, handOver(state, c, context));
            case ChangeTempo c ->
                lead(state, context, () -> conductor.change(state.tempo().plan(), c, context));
            case UndoTempoChange _ ->
                lead(state, context, () -> conductor.undo(state.tempo().plan(), context));
            case StartTempo c ->
                lead(state, context, () -> conductor.start(state.tempo().plan(), c, context));
            case StopTempo c ->
                lead(state, context, () -> conductor.stop(state.tempo().plan(), c, context));
        };
    }

    /** What only the authority may do. */
    private interface Lead {
        Decision decide();
    }

    private static Decision lead(SessionState state, DecideContext context, Lead lead) {
        Optional<Rejection> refusal = refusal(state, context);
        return refusal.isPresent() ? reject(refusal.get()) : settled(state, context, lead.decide());
    }

    private static Optional<Rejection> refusal(SessionState state, DecideContext context) {
        UserId actor = context.actor();
        if (!isAdmitted(state, actor)) {
            return Optional.of(Rejections.notAdmitted());
        }
        Optional<UserId> controller = state.tempo().controllerAt(context.sessionUs());
        if (controller.isEmpty()) {
            return state.may(actor, Capability.TEMPO_CONTROL)
                    ? Optional.empty()
                    : Optional.of(Rejections.notAllowed(state, actor, Capability.TEMPO_CONTROL));
        }
        return controller.get().equals(actor) ? Optional.empty() : Optional.of(notAuthority(state, controller.get()));
    }

    private static Rejection notAuthority(SessionState state, UserId controller) {
        String name = state.roster().find(controller).map(Participant::name).orElse("Somebody else");
        return Rejection.of(RejectionCode.TEMPO_NOT_AUTHORITY, name + " leads the click. The MD can take it back.")
                .detail("user_id", controller);
    }

    /** Who takes part: not somebody who only listens. */
    private static boolean mayLead(Set<Capability> capabilities) {
        return capabilities.contains(Capability.FLOOR_TALK) || capabilities.contains(Capability.SLOT_CLAIM);
    }

    private static Rejection notForGuests(SessionState state, UserId userId) {
        String name = state.roster().find(userId).map(Participant::name).orElse("Somebody");
        return Rejection.of(
                        RejectionCode.TEMPO_NOT_FOR_GUESTS,
                        name + " only listens and cannot lead the click. Change the role first.")
                .detail("user_id", userId);
    }

    private static boolean isAdmitted(SessionState state, UserId userId) {
        return state.roster().find(userId).filter(Participant::isAdmitted).isPresent();
    }

    /** A handoff whose bar line is past and which the log does not know to be done. */
    private static Optional<Event> due(SessionState state, DecideContext context) {
        Tempo.Handoff handoff = state.tempo().handoff();
        return handoff != null && state.tempo().isHandedOver(context.sessionUs())
                ? Optional.of(new TempoHandedOver(handoff.userId(), context.actor()))
                : Optional.empty();
    }

    /** What is due is written down before anything else follows. */
    private static Decision settled(SessionState state, DecideContext context, Decision decision) {
        Optional<Event> due = due(state, context);
        if (due.isEmpty()
                || !(decision instanceof Decision.Accept accepted)
                || accepted.events().isEmpty()) {
            return decision;
        }
        var events = new ArrayList<Event>();
        events.add(due.get());
        events.addAll(accepted.events());
        return new Decision.Accept(events);
    }

    private static Decision handOver(SessionState state, HandOverTempo command, DecideContext context) {
        UserId actor = context.actor();
        long nowUs = context.sessionUs();
        boolean leads = state.may(actor, Capability.TEMPO_CONTROL);
        Optional<UserId> now = state.tempo().controllerAt(nowUs);
        boolean givesBack =
                command.userId() == null && now.filter(actor::equals).isPresent();
        if (!leads && !givesBack) {
            Rejection refusal = Rejections.notAllowed(state, actor, Capability.TEMPO_CONTROL);
            return reject(refusal);
        }
        UserId wanted = command.userId();
        @Nullable UserId next = leads && actor.equals(wanted) ? null : wanted;
        if (next != null && !isAdmitted(state, next)) {
            return reject(Rejections.participantUnknown(next));
        }
        if (next != null && !mayLead(state.capabilities(next))) {
            return reject(notForGuests(state, next));
        }
        Tempo.Handoff waiting =
                state.tempo().isHandedOver(nowUs) ? null : state.tempo().handoff();
        boolean isSo = now.equals(Optional.ofNullable(next));
        if (isSo && waiting == null) {
            return accept();
        }
        TempoRun run = state.tempo().plan().runAt(nowUs);
        if (run == null || isSo) {
            return accept(new TempoHandedOver(next, actor));
        }
        long earliest = TempoChange.nextBar(run, nowUs);
        Long atBar = command.atBar();
        if (atBar != null && atBar < earliest) {
            return reject(Conductor.barPast(earliest));
        }
        var handoff = new Tempo.Handoff(next, atBar == null ? earliest : atBar);
        return handoff.equals(waiting) ? accept() : accept(new TempoEvent.TempoHandoffPlanned(handoff, actor));
    }

    private static Decision lose(Tempo tempo, UserId gone) {
        return tempo.concerns(gone) ? accept(new TempoAuthorityLost(gone, TempoEvent.Reason.GONE)) : accept();
    }

    /** The tempo with a handoff done whose bar line is past. */
    private static Tempo effective(Tempo tempo, DecideContext context) {
        Tempo.Handoff handoff = tempo.handoff();
        return handoff != null && tempo.isHandedOver(context.sessionUs())
                ? new Tempo(tempo.plan(), handoff.userId(), null)
                : tempo;
    }

    /** Whoever leaves, is removed or becomes a guest loses the click in the same breath. */
    public Decision follow(SessionState state, Decision decision, DecideContext context) {
        if (!(decision instanceof Decision.Accept accepted)) {
            return decision;
        }
        Tempo tempo = effective(state.tempo(), context);
        List<Event> lost = accepted.events().stream()
                .flatMap(event -> lost(state, tempo, event).stream())
                .toList();
        if (lost.isEmpty()) {
            return decision;
        }
        var events = new ArrayList<>(accepted.events());
        due(state, context).ifPresent(events::add);
        events.addAll(lost);
        return new Decision.Accept(events);
    }

    private static Optional<Event> lost(SessionState state, Tempo tempo, Event event) {
        return switch (event) {
            case ParticipantLeft e
            when tempo.concerns(e.userId()) -> Optional.of(new TempoAuthorityLost(e.userId(), TempoEvent.Reason.LEFT));
            case ParticipantRemoved e
            when tempo.concerns(e.userId()) ->
                Optional.of(new TempoAuthorityLost(e.userId(), TempoEvent.Reason.REMOVED));
            case ParticipantRoleChanged e
            when tempo.concerns(e.userId())
                    && state.kind()
                            .role(e.role())
                            .filter(role -> mayLead(role.capabilities()))
                            .isEmpty() -> Optional.of(new TempoAuthorityLost(e.userId(), TempoEvent.Reason.ROLE));
            default -> Optional.empty();
        };
    }
}
