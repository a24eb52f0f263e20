package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.ChannelMessages.ChannelMode;
import dev.tutti.gateway.wire.ChannelMessages.ChannelView;
import dev.tutti.gateway.wire.ChannelMessages.QueueOrder;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.InviteMessages.InviteView;
import dev.tutti.gateway.wire.MergeFrames.MergeDisplaced;
import dev.tutti.gateway.wire.ParticipantMessages.JoinStatus;
import dev.tutti.gateway.wire.ParticipantMessages.ParticipantView;
import dev.tutti.gateway.wire.ParticipantMessages.RoleView;
import dev.tutti.gateway.wire.ParticipantMessages.WaitingView;
import dev.tutti.gateway.wire.ParticipantMessages.YouView;
import dev.tutti.gateway.wire.SessionMessages.Admission;
import dev.tutti.gateway.wire.SessionMessages.Ducking;
import dev.tutti.gateway.wire.SessionMessages.HubView;
import dev.tutti.gateway.wire.SessionMessages.Kind;
import dev.tutti.gateway.wire.SessionMessages.SessionBrief;
import dev.tutti.gateway.wire.SessionMessages.SessionListing;
import dev.tutti.gateway.wire.SessionMessages.SessionView;
import dev.tutti.gateway.wire.SessionMessages.Snapshot;
import dev.tutti.gateway.wire.SessionMessages.VoiceWay;
import dev.tutti.session.Capability;
import dev.tutti.session.Channel;
import dev.tutti.session.Displaced;
import dev.tutti.session.Invite;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.Role;
import dev.tutti.session.SessionState;
import dev.tutti.session.SlotName;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.Slots;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What of a session's state who may see, in the words of the wire. Thread-safe. */
public final class SessionViews {
    private final HubView hub;
    private final Presence presence;
    private final Live live;
    private final Supplier<String> linkBase;
    private final TempoViews tempo;

    /** What is short-lived and lives elsewhere: the floor's and the microphones' present. */
    public interface Live {
        List<FloorView> floor(SessionState state);

        boolean muted(SessionId session, UserId user);

        /** What that person filled last, in whatever session. */
        Optional<SlotName> heldBefore(UserId user);
    }

    /** @param linkBase where links lead that are handed on, such as {@code https://192.168.1.20:8443} */
    public SessionViews(HubView hub, Presence presence, Live live, TempoViews tempo, Supplier<String> linkBase) {
        this.tempo = tempo;
        this.linkBase = linkBase;
        this.hub = hub;
        this.presence = presence;
        this.live = live;
    }

    public static SessionBrief brief(SessionState state) {
        return new SessionBrief(state.id().value(), state.settings().name(), kind(state), admission(state));
    }

    public static SessionListing listing(SessionState state) {
        return new SessionListing(
                state.id().value(),
                state.settings().name(),
                kind(state),
                (int) state.roster().admitted().count(),
                admission(state));
    }

    /** @param withCode for those who may hand it on */
    public static SessionView session(SessionState state, boolean withCode) {
        return new SessionView(
                state.id().value(),
                state.settings().name(),
                kind(state),
                withCode ? state.invites().code().value() : null,
                admission(state),
                state.settings().discoverable(),
                WireEnums.to(Ducking.class, state.settings().ducking()),
                state.settings().talkLimitS(),
                WireEnums.to(VoiceWay.class, state.settings().voice()),
                Instant.ofEpochMilli(state.startedAtMs()));
    }

    private static Kind kind(SessionState state) {
        return WireEnums.to(Kind.class, state.kind());
    }

    private static Admission admission(SessionState state) {
        return WireEnums.to(Admission.class, state.settings().admission());
    }

    public boolean isMuted(SessionId session, UserId user) {
        return live.muted(session, user);
    }

    public ParticipantView participant(SessionState state, Participant participant) {
        return new ParticipantView(
                participant.userId().value(),
                participant.name(),
                participant.role(),
                presence.state(state.id(), participant.userId()),
                live.muted(state.id(), participant.userId()));
    }

    public static WaitingView waiting(Participant participant) {
        return new WaitingView(
                participant.userId().value(),
                participant.name(),
                participant.role(),
                Instant.ofEpochMilli(participant.sinceMs()));
    }

    public static ChannelView channel(SessionState state, Channel channel) {
        return new ChannelView(
                channel.id().value(),
                channel.name(),
                WireEnums.to(ChannelMode.class, channel.mode()),
                WireEnums.to(QueueOrder.class, channel.order()),
                channel.talk(),
                channel.listen(),
                state.talkLimitS(channel));
    }

    public InviteView invite(Invite invite) {
        return new InviteView(
                invite.code().value(),
                joinLink(invite.code().value()),
                invite.role(),
                Instant.ofEpochMilli(invite.expiresAtMs()),
                invite.usesLeft());
    }

    public String joinLink(String code) {
        return linkBase.get() + "/j/" + code;
    }

    public TempoViews tempo() {
        return tempo;
    }

    /** The floor of every channel as it is now. */
    public List<FloorView> floor(SessionState state) {
        return live.floor(state);
    }

    /** Who a snapshot is for, and how they are connected. */
    public record Viewer(UserId userId, boolean listenOnly) {}

    /**
     * All that this person may see; 403 when they are neither in the session nor waiting.
     *
     * @param provisional how many changes in it the hub has not decided yet
     */
    public Snapshot snapshot(SessionState state, int provisional, Viewer viewer) {
        @Nullable Participant you = state.roster()
                .find(viewer.userId)
                .filter(p -> p.isAdmitted() || p.isWaiting())
                .orElse(null);
        if (you == null) {
            throw Refusals.of(Rejections.notAdmitted());
        }
        return you.isAdmitted() ? inside(state, provisional, you, viewer) : outside(state, you, viewer);
    }

    private Snapshot inside(SessionState state, int provisional, Participant you, Viewer viewer) {
        boolean approves = state.may(you.userId(), Capability.PARTICIPANT_APPROVE);
        boolean invites = state.may(you.userId(), Capability.INVITE_MANAGE);
        return new Snapshot(
                session(state, invites),
                you(state, you, viewer, JoinStatus.ADMITTED),
                state.kind().roles().stream().map(SessionViews::role).toList(),
                state.roster().admitted().map(p -> participant(state, p)).toList(),
                approves ? state.roster().waiting().map(SessionViews::waiting).toList() : null,
                state.channels().all().stream().map(c -> channel(state, c)).toList(),
                live.floor(state),
                invites ? state.invites().open().stream().map(this::invite).toList() : null,
                RehearsalViews.slots(state.slots()),
                RehearsalViews.assignments(state.slots()),
                RehearsalViews.claims(state, you.userId()),
                RehearsalViews.items(state.setlist()),
                RehearsalViews.current(state.setlist()),
                RehearsalViews.songStart(state.setlist()),
                hub,
                tempo.tempo(state).orElse(null),
                provisional,
                displaced(state, you.userId()));
    }

    /** What of this person's does not hold; a host sees everybody's. */
    private static List<MergeDisplaced> displaced(SessionState state, UserId viewer) {
        boolean all = state.may(viewer, Capability.SESSION_CLOSE);
        return state.displaced().stream()
                .filter(one -> all || one.author().equals(viewer))
                .map(SessionViews::displaced)
                .toList();
    }

    public static MergeDisplaced displaced(Displaced one) {
        return new MergeDisplaced(
                one.id().value(),
                one.author().value(),
                one.what(),
                one.thing(),
                one.target(),
                one.reason(),
                Instant.ofEpochMilli(one.atMs()));
    }

    private Snapshot outside(SessionState state, Participant you, Viewer viewer) {
        return new Snapshot(
                session(state, false),
                you(state, you, viewer, JoinStatus.WAITING),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                hub,
                null,
                0,
                List.of());
    }

    private YouView you(SessionState state, Participant you, Viewer viewer, JoinStatus status) {
        return new YouView(
                you.userId().value(),
                you.name(),
                you.role(),
                names(state.capabilities(you.userId())),
                viewer.listenOnly,
                status,
                status == JoinStatus.ADMITTED ? suggestion(state, you.userId()) : null);
    }

    /** What this person filled before, if it is free here and they fill nothing yet. */
    private @Nullable String suggestion(SessionState state, UserId you) {
        Slots slots = state.slots();
        boolean fillsSome =
                slots.assignments().stream().anyMatch(a -> a.userId().equals(you));
        return fillsSome
                ? null
                : live.heldBefore(you)
                        .filter(slot -> slots.find(slot).isPresent()
                                && slots.occupant(SlotPlace.global(slot)).isEmpty())
                        .map(SlotName::value)
                        .orElse(null);
    }

    private static RoleView role(Role role) {
        return new RoleView(role.name(), names(role.capabilities()));
    }

    private static List<String> names(Collection<Capability> capabilities) {
        return capabilities.stream().sorted().map(Capability::wireName).toList();
    }
}
