package dev.tutti.session;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.List;
import java.util.Set;

/**
 * What is true in a session now: the fold of its events, immutable, equal for equal events.
 *
 * @param sequence of the last event in it
 * @param endedAtMs 0 while it is live
 * @param displaced the newest of what islands had decided and does not hold
 */
public record SessionState(
        SessionId id,
        long sequence,
        SessionKind kind,
        UserId createdBy,
        long startedAtMs,
        long endedAtMs,
        Settings settings,
        Roster roster,
        Invites invites,
        Channels channels,
        Slots slots,
        Setlist setlist,
        Tempo tempo,
        List<Displaced> displaced) {
    public SessionState {
        displaced = List.copyOf(displaced);
    }

    /** The state after the first event, which must be the creation. */
    public static SessionState begin(CommittedEvent first) {
        return begin(first.sessionId(), first.sequence(), first.atMs(), first.event());
    }

    /** As {@link #begin(CommittedEvent)}, for events that are decided and not yet on the disk. */
    public static SessionState begin(SessionId id, long sequence, long atMs, Event first) {
        if (sequence != 1 || !(first instanceof Event.SessionCreated created)) {
            throw new ImpossibleEventException("a session begins with session.created, not " + EventName.of(first));
        }
        return new SessionState(
                id,
                sequence,
                created.kind(),
                created.createdBy(),
                atMs,
                0,
                created.settings(),
                Roster.empty(),
                new Invites(created.code(), List.of()),
                Channels.empty(),
                Slots.of(created.kind()),
                Setlist.empty(),
                Tempo.initial(),
                List.of());
    }

    public SessionState apply(CommittedEvent committed) {
        return apply(committed.sequence(), committed.atMs(), committed.event());
    }

    /** Throws {@link ImpossibleEventException} when the event cannot follow this state; nothing is ever skipped. */
    public SessionState apply(long eventSequence, long atMs, Event event) {
        if (eventSequence != sequence + 1) {
            throw new ImpossibleEventException("event " + eventSequence + " cannot follow " + sequence);
        }
        if (isEnded() && !(event instanceof Event.FloorEvent || event instanceof MergeEvent)) {
            throw new ImpossibleEventException(EventName.of(event) + " after the end of the session");
        }
        var next = new Next(this);
        switch (event) {
            case Event.LifecycleEvent e -> next.endedAtMs = ended(e, atMs);
            case Event.RosterEvent e -> next.roster = roster.apply(e, atMs);
            case Event.InviteEvent e -> next.invites = invites.apply(e);
            case Event.ChannelEvent e -> next.channels = channels.apply(e);
            case Event.SettingsChanged e -> next.settings = e.settings();
            case SlotEvent e -> next.slots = slots.apply(e);
            case SetlistEvent e -> next.setlist = setlist.apply(e, slots);
            case TempoEvent e -> next.tempo = tempo.apply(e);
            case MergeEvent.MergeDisplaced e -> next.displaced = Displaced.and(displaced, e, atMs);
            case Event.FloorEvent _, CueEvent _ -> {}
        }
        return next.state();
    }

    /** The same under another place in the log: what an island decided has none (cluster.md C1). */
    public SessionState at(long otherSequence) {
        return new SessionState(
                id,
                otherSequence,
                kind,
                createdBy,
                startedAtMs,
                endedAtMs,
                settings,
                roster,
                invites,
                channels,
                slots,
                setlist,
                tempo,
                displaced);
    }

    private static long ended(Event.LifecycleEvent event, long atMs) {
        return switch (event) {
            case Event.SessionCreated _ -> throw new ImpossibleEventException("a session is created once");
            case Event.SessionClosed _ -> atMs;
        };
    }

    /** The state that follows: as this one but for what an event changes. */
    private static final class Next {
        private final SessionState before;
        private long endedAtMs;
        private Settings settings;
        private Roster roster;
        private Invites invites;
        private Channels channels;
        private Slots slots;
        private Setlist setlist;
        private Tempo tempo;
        private List<Displaced> displaced;

        Next(SessionState before) {
            this.before = before;
            endedAtMs = before.endedAtMs;
            settings = before.settings;
            roster = before.roster;
            invites = before.invites;
            channels = before.channels;
            slots = before.slots;
            setlist = before.setlist;
            tempo = before.tempo;
            displaced = before.displaced;
        }

        SessionState state() {
            return new SessionState(
                    before.id,
                    before.sequence + 1,
                    before.kind,
                    before.createdBy,
                    before.startedAtMs,
                    endedAtMs,
                    settings,
                    roster,
                    invites,
                    channels,
                    slots,
                    setlist,
                    tempo,
                    displaced);
        }
    }

    public boolean isEnded() {
        return endedAtMs != 0;
    }

    public Role role(Participant participant) {
        return kind.role(participant.role())
                .orElseThrow(() -> new ImpossibleEventException("no role " + participant.role() + " in a " + kind));
    }

    /** What that user may do now; nothing when not in the session or when it has ended. */
    public Set<Capability> capabilities(UserId userId) {
        if (isEnded()) {
            return Set.of();
        }
        return roster.find(userId)
                .filter(Participant::isAdmitted)
                .map(participant -> role(participant).capabilities())
                .orElse(Set.of());
    }

    public boolean may(UserId userId, Capability capability) {
        return capabilities(userId).contains(capability);
    }

    /** Whether a token of that user may be renewed: only somebody who waits or is in. */
    public boolean mayRefresh(UserId userId) {
        return !isEnded()
                && roster.find(userId)
                        .filter(participant -> participant.isAdmitted() || participant.isWaiting())
                        .isPresent();
    }

    /** Whether that user's role and capabilities let him talk in the channel. */
    public boolean mayTalk(UserId userId, Channel channel) {
        return may(userId, Capability.FLOOR_TALK) && hasRole(userId, channel.talk());
    }

    /** Whether that user's role and capabilities let him hear the channel. */
    public boolean mayListen(UserId userId, Channel channel) {
        return may(userId, Capability.FLOOR_LISTEN) && hasRole(userId, channel.listen());
    }

    private boolean hasRole(UserId userId, List<String> roles) {
        return roster.find(userId)
                .filter(participant -> participant.isAdmitted() && roles.contains(participant.role()))
                .isPresent();
    }

    /** The talk limit that holds in the channel. */
    public int talkLimitS(Channel channel) {
        Integer own = channel.talkLimitS();
        return own != null ? own : settings.talkLimitS();
    }

    /** Those in the session who may end it; there is always one. */
    public long hosts() {
        return roster.admitted()
                .filter(participant -> role(participant).may(Capability.SESSION_CLOSE))
                .count();
    }
}
