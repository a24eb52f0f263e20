package dev.tutti.session;

import dev.tutti.foundation.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everybody the session knows, in the order in which they first came. */
public record Roster(List<Participant> people) {
    public Roster {
        people = List.copyOf(people);
    }

    static Roster empty() {
        return new Roster(List.of());
    }

    public Optional<Participant> find(UserId userId) {
        for (Participant participant : people) {
            if (participant.userId().equals(userId)) {
                return Optional.of(participant);
            }
        }
        return Optional.empty();
    }

    public Stream<Participant> admitted() {
        return people.stream().filter(Participant::isAdmitted);
    }

    public Stream<Participant> waiting() {
        return people.stream().filter(Participant::isWaiting);
    }

    Roster apply(Event.RosterEvent event, long atMs) {
        return switch (event) {
            case Event.ParticipantAsked e -> arrive(Participant.waiting(e.userId(), e.name(), e.role(), atMs));
            case Event.ParticipantJoined e -> arrive(Participant.admitted(e.userId(), e.name(), e.role(), atMs));
            case Event.ParticipantRefused e -> move(e.userId(), Standing.WAITING, Standing.REFUSED, atMs);
            case Event.ParticipantRemoved e -> move(e.userId(), Standing.ADMITTED, Standing.REMOVED, atMs);
            case Event.ParticipantLeft e -> leave(e.userId(), atMs);
            case Event.ParticipantRoleChanged e -> replace(admitted(e.userId()).role(e.role()));
            case Event.ParticipantRenamed e -> replace(present(e.userId()).named(e.name()));
        };
    }

    /** Comes, or comes back. */
    private Roster arrive(Participant arrived) {
        Optional<Participant> before = find(arrived.userId());
        if (before.isEmpty()) {
            var next = new ArrayList<>(people);
            next.add(arrived);
            return new Roster(next);
        }
        boolean alreadyThere =
                before.get().standing() == arrived.standing() || before.get().isAdmitted();
        if (alreadyThere) {
            throw new ImpossibleEventException(
                    arrived.userId() + " is already " + before.get().standing());
        }
        return replace(arrived);
    }

    private Roster move(UserId userId, Standing from, Standing to, long atMs) {
        Participant participant = known(userId);
        if (participant.standing() != from) {
            throw new ImpossibleEventException(userId + " is " + participant.standing() + ", not " + from);
        }
        return replace(participant.standing(to, atMs));
    }

    private Roster leave(UserId userId, long atMs) {
        return replace(present(userId).standing(Standing.LEFT, atMs));
    }

    private Participant known(UserId userId) {
        return find(userId).orElseThrow(() -> new ImpossibleEventException(userId + " was never here"));
    }

    private Participant admitted(UserId userId) {
        Participant participant = known(userId);
        if (!participant.isAdmitted()) {
            throw new ImpossibleEventException(userId + " is not in the session");
        }
        return participant;
    }

    private Participant present(UserId userId) {
        Participant participant = known(userId);
        if (!participant.isAdmitted() && !participant.isWaiting()) {
            throw new ImpossibleEventException(userId + " is not here");
        }
        return participant;
    }

    private Roster replace(Participant changed) {
        return new Roster(people.stream()
                .map(p -> p.userId().equals(changed.userId()) ? changed : p)
                .toList());
    }
}
