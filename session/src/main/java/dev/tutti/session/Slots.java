package dev.tutti.session;

import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places of a session and who fills them.
 *
 * @param all the kind's own first, then the session's in the order in which they were made
 * @param standard how many of them are the kind's own
 */
public record Slots(List<Slot> all, int standard, List<SlotAssignment> assignments, List<SlotClaim> claims) {
    public Slots {
        all = List.copyOf(all);
        assignments = List.copyOf(assignments);
        claims = List.copyOf(claims);
    }

    static Slots of(SessionKind kind) {
        List<Slot> standard = StandardSlots.of(kind);
        return new Slots(standard, standard.size(), List.of(), List.of());
    }

    public Optional<Slot> find(SlotName name) {
        return all.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    /** Whether the session made it itself, and may remove it. */
    public boolean isCustom(SlotName name) {
        return all.stream().skip(standard).anyMatch(slot -> slot.name().equals(name));
    }

    /** Who fills exactly that place. */
    public Optional<UserId> occupant(SlotPlace place) {
        return assignments.stream()
                .filter(assignment -> assignment.place().equals(place))
                .map(SlotAssignment::userId)
                .findFirst();
    }

    /** Who fills the slot while that song is current: the song's own assignment shadows the session's. */
    public Optional<UserId> filling(SlotName name, @Nullable SongId current) {
        Optional<UserId> own = current == null ? Optional.empty() : occupant(new SlotPlace(name, current));
        return own.isPresent() ? own : occupant(SlotPlace.global(name));
    }

    public boolean isClaimed(SlotPlace place, UserId userId) {
        return claims.contains(new SlotClaim(place, userId));
    }

    /** The events by which everything of these places and people becomes free. */
    public List<Event> freeing(Predicate<SlotPlace> places, Predicate<UserId> people, UserId by) {
        Stream<Event> released = assignments.stream()
                .filter(a -> places.test(a.place()) && people.test(a.userId()))
                .map(a -> new SlotEvent.SlotReleased(a.place().slot(), a.place().songId(), a.userId(), by));
        Stream<Event> withdrawn = claims.stream()
                .filter(c -> places.test(c.place()) && people.test(c.userId()))
                .map(c ->
                        new SlotEvent.SlotClaimEnded(c.place().slot(), c.place().songId(), c.userId(), by));
        return Stream.concat(released, withdrawn).toList();
    }

    Slots apply(SlotEvent event) {
        return switch (event) {
            case SlotEvent.SlotDefined e -> defined(e.slot());
            case SlotEvent.SlotRemoved e -> removed(e.slotName());
            case SlotEvent.SlotAssigned e -> assigned(new SlotAssignment(e.place(), e.userId()));
            case SlotEvent.SlotReleased e -> released(new SlotAssignment(e.place(), e.userId()));
            case SlotEvent.SlotClaimed e -> claimed(new SlotClaim(e.place(), e.userId()));
            case SlotEvent.SlotClaimEnded e -> claimEnded(new SlotClaim(e.place(), e.userId()));
        };
    }

    private Slots defined(Slot slot) {
        if (find(slot.name()).isPresent()) {
            throw new ImpossibleEventException("slot " + slot.name() + " exists already");
        }
        return new Slots(plus(all, slot), standard, assignments, claims);
    }

    private Slots removed(SlotName name) {
        boolean inUse = assignments.stream().anyMatch(a -> a.place().slot().equals(name))
                || claims.stream().anyMatch(c -> c.place().slot().equals(name));
        if (!isCustom(name) || inUse) {
            throw new ImpossibleEventException("slot " + name + " cannot go");
        }
        return new Slots(
                all.stream().filter(slot -> !slot.name().equals(name)).toList(), standard, assignments, claims);
    }

    /** It answers every claim to the place. */
    private Slots assigned(SlotAssignment assignment) {
        known(assignment.place());
        if (occupant(assignment.place()).isPresent()) {
            throw new ImpossibleEventException(assignment.place() + " is taken");
        }
        List<SlotClaim> others = claims.stream()
                .filter(claim -> !claim.place().equals(assignment.place()))
                .toList();
        return new Slots(all, standard, plus(assignments, assignment), others);
    }

    private Slots released(SlotAssignment assignment) {
        if (!assignments.contains(assignment)) {
            throw new ImpossibleEventException(assignment.userId() + " does not fill " + assignment.place());
        }
        return new Slots(all, standard, without(assignments, assignment), claims);
    }

    private Slots claimed(SlotClaim claim) {
        known(claim.place());
        if (claims.contains(claim)) {
            throw new ImpossibleEventException(claim.userId() + " asks for " + claim.place() + " already");
        }
        return new Slots(all, standard, assignments, plus(claims, claim));
    }

    private Slots claimEnded(SlotClaim claim) {
        if (!claims.contains(claim)) {
            throw new ImpossibleEventException(claim.userId() + " does not ask for " + claim.place());
        }
        return new Slots(all, standard, assignments, without(claims, claim));
    }

    private void known(SlotPlace place) {
        if (find(place.slot()).isEmpty()) {
            throw new ImpossibleEventException("no slot " + place.slot());
        }
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var next = new ArrayList<>(list);
        next.add(one);
        return next;
    }

    private static <T> List<T> without(List<T> list, T one) {
        return list.stream().filter(each -> !each.equals(one)).toList();
    }
}
