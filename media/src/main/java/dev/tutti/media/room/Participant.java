package dev.tutti.media.room;

import dev.tutti.media.token.AccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SubscriptionPermission;
import org.jspecify.annotations.Nullable;

/** Somebody in a room; owned by the room's thread. */
final class Participant implements Publisher {
    /** How long a token handed out for the next join stays good. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    private static final int FIRST_PROTOCOL_WITH_ACTIONS = 13;

    private final Room room;
    private final String sid;
    private final JoinSpec spec;
    private final long joinedAtMs;
    private final long joinedAtNs;
    private final PeerLink publisherLink;
    private final @Nullable PeerLink subscriberLink;
    private final TrackIntake intake;
    private final Subscriptions subscriptions;
    private final PublisherNegotiation publishing;
    private final @Nullable SubscriberNegotiation subscribing;
    private final Map<String, String> attributes;
    private String name;
    private String metadata;
    private ParticipantPermission permission;
    private SubscriptionPermission whoMayListen =
            SubscriptionPermission.newBuilder().setAllParticipants(true).build();
    private ParticipantInfo.State state = ParticipantInfo.State.JOINING;
    private DisconnectReason disconnectReason = DisconnectReason.UNKNOWN_REASON;
    private int version;
    private boolean wasActive;
    private @Nullable ClientLink link;
    private long linkLostNs;
    private long tokenSentNs;
    private long heardNs;
    private long mediaClosedNs;
    private boolean mediaClosed;
    private long recoveryAskedNs;
    private int recoveryAsked;

    Participant(Room room, JoinSpec spec, ClientLink link, long nowNs) {
        this.room = room;
        this.spec = spec;
        this.link = link;
        var context = room.context();
        joinedAtMs = context.wallClock().now().toEpochMilli();
        joinedAtNs = nowNs;
        tokenSentNs = nowNs;
        heardNs = nowNs;
        sid = room.sids().participant();
        var token = spec.token();
        name = Objects.requireNonNullElse(token.name(), "");
        metadata = Objects.requireNonNullElse(token.metadata(), "");
        attributes = new HashMap<>(token.attributes());
        if (token.grants().canUpdateOwnMetadata()) {
            describeItself(spec.request());
        }
        permission = Grants.permission(token.grants());
        publisherLink = room.openLink(this);
        subscriberLink = spec.dual() ? room.openLink(this) : null;
        intake = new TrackIntake(this, room);
        subscriptions = new Subscriptions(this, room, spec.autoSubscribe());
        subscribing = subscriberLink == null ? null : new SubscriberNegotiation(this, subscriberLink, subscriptions);
        publishing = new PublisherNegotiation(this, publisherLink, intake, subscriptions);
    }

    /** The join request may say more than the token, for those who may describe themselves. */
    private void describeItself(JoinRequest request) {
        if (!request.getMetadata().isEmpty()) {
            metadata = request.getMetadata();
        }
        attributes.putAll(request.getParticipantAttributesMap());
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public String identity() {
        return spec.identity();
    }

    @Override
    public String roomName() {
        return room.name();
    }

    JoinSpec spec() {
        return spec;
    }

    ParticipantPermission permission() {
        return permission;
    }

    @Override
    public boolean hidden() {
        return permission.getHidden();
    }

    ParticipantInfo.State state() {
        return state;
    }

    boolean wasActive() {
        return wasActive;
    }

    long joinedAtNs() {
        return joinedAtNs;
    }

    long joinedAtMs() {
        return joinedAtMs;
    }

    @Override
    public Collection<PublishedTrack> publications() {
        return intake.tracks();
    }

    TrackIntake intake() {
        return intake;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    PublisherNegotiation publishing() {
        return publishing;
    }

    @Nullable SubscriberNegotiation subscribing() {
        return subscribing;
    }

    PeerLink publisherLink() {
        return publisherLink;
    }

    /** The connection whose life decides whether the participant is there. */
    PeerLink primaryLink() {
        return subscriberLink == null ? publisherLink : subscriberLink;
    }

    /** The connection that carries what the participant hears. */
    PeerLink listeningLink() {
        return primaryLink();
    }

    List<PeerLink> links() {
        return subscriberLink == null ? List.of(publisherLink) : List.of(publisherLink, subscriberLink);
    }

    boolean active(long nowNs) {
        state = ParticipantInfo.State.ACTIVE;
        boolean first = !wasActive;
        wasActive = true;
        recoveryAskedNs = nowNs;
        recovered();
        return first;
    }

    /** Media flows again: the next time it stops, all tries are there again. */
    void recovered() {
        recoveryAsked = 0;
    }

    void mediaClosed(long nowNs) {
        mediaClosed = true;
        mediaClosedNs = nowNs;
    }

    /** How long the peer has been without the media it closed itself, 0 while it has not. */
    long withoutMediaNs(long nowNs) {
        return mediaClosed ? nowNs - mediaClosedNs : 0;
    }

    /** The client said something. */
    void heard(long nowNs) {
        heardNs = nowNs;
    }

    /** How long a client that is connected has said nothing, not even a ping. */
    long silentNs(long nowNs) {
        return link == null ? 0 : nowNs - heardNs;
    }

    /** The first offer makes a joining participant a joined one; true then. */
    boolean joined() {
        if (state != ParticipantInfo.State.JOINING) {
            return false;
        }
        state = ParticipantInfo.State.JOINED;
        return true;
    }

    void disconnected(DisconnectReason reason) {
        state = ParticipantInfo.State.DISCONNECTED;
        disconnectReason = reason;
    }

    boolean gone() {
        return state == ParticipantInfo.State.DISCONNECTED;
    }

    @Nullable ClientLink link() {
        return link;
    }

    /** Whether this is the connection of now, and not one that was replaced. */
    @SuppressWarnings("ReferenceEquality")
    boolean spokenForBy(ClientLink candidate) {
        return link == candidate;
    }

    void linkLost(long nowNs) {
        link = null;
        linkLostNs = nowNs;
    }

    void resumed(ClientLink newLink, long nowNs) {
        link = newLink;
        tokenSentNs = nowNs;
        heardNs = nowNs;
    }

    /** How long nobody has been at the other end of the signalling, 0 while somebody is. */
    long withoutLinkNs(long nowNs) {
        return link == null ? nowNs - linkLostNs : 0;
    }

    @Override
    public void send(SignalResponse response) {
        send(new SignalMessage(response));
    }

    void send(SignalMessage message) {
        if (link != null) {
            link.send(message);
        }
    }

    void rename(String newName) {
        name = newName;
    }

    void describe(String newMetadata) {
        metadata = newMetadata;
    }

    /** Sets those that have a value and removes those whose value is empty. */
    void attribute(Map<String, String> changes) {
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
    }

    int attributeChars() {
        return attributes.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }

    void permit(ParticipantPermission newPermission) {
        permission = newPermission;
    }

    void allowListeners(SubscriptionPermission listeners) {
        whoMayListen = listeners;
    }

    @Override
    public boolean lets(Participant listener, String trackSid) {
        if (whoMayListen.getAllParticipants()) {
            return true;
        }
        return whoMayListen.getTrackPermissionsList().stream()
                .anyMatch(granted -> (granted.getParticipantSid().equals(listener.sid)
                                || granted.getParticipantIdentity().equals(listener.identity()))
                        && (granted.getAllTracks() || granted.getTrackSidsList().contains(trackSid)));
    }

    /** Whether the client knows the actions of a LeaveRequest; one that says no protocol is taken for a new one. */
    boolean understandsResume() {
        int protocol = spec.client().getProtocol();
        return protocol == 0 || protocol >= FIRST_PROTOCOL_WITH_ACTIONS;
    }

    /** Counts a try to make the client restart ICE; the number of tries since media last flowed. */
    int askRecovery(long nowNs) {
        recoveryAskedNs = nowNs;
        return ++recoveryAsked;
    }

    long sinceRecoveryAskedNs(long nowNs) {
        return nowNs - recoveryAskedNs;
    }

    boolean tokenDue(long nowNs, long everyNs) {
        if (nowNs - tokenSentNs < everyNs) {
            return false;
        }
        tokenSentNs = nowNs;
        return true;
    }

    /** A token for the next join, with what the participant may do by now, or null when its key is gone. */
    @Nullable String freshToken() {
        var old = spec.token();
        var token = new AccessToken(
                old.apiKey(),
                old.identity(),
                name,
                metadata,
                attributes,
                old.kind(),
                Grants.grants(room.name(), old.grants(), permission),
                null,
                room.context().wallClock().now().plus(TOKEN_LIFE));
        try {
            return room.context().tokens().sign(token);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Everything clients and servers are told; each change is a new version. */
    ParticipantInfo changed() {
        version++;
        return info();
    }

    @Override
    public ParticipantInfo info() {
        var tracks = new ArrayList<TrackInfo>();
        intake.tracks().forEach(track -> tracks.add(track.info()));
        return ParticipantInfo.newBuilder()
                .setSid(sid)
                .setIdentity(identity())
                .setName(name)
                .setMetadata(metadata)
                .putAllAttributes(attributes)
                .setState(state)
                .addAllTracks(tracks)
                .setJoinedAt(joinedAtMs / 1000)
                .setJoinedAtMs(joinedAtMs)
                .setVersion(version)
                .setPermission(Grants.told(permission))
                .setIsPublisher(!tracks.isEmpty())
                .setKind(Grants.kind(spec.token().kind()))
                .setDisconnectReason(disconnectReason)
                .setClientProtocol(spec.client().getClientProtocol())
                .build();
    }

    /** Ends media first, then everything else. */
    void close() {
        links().forEach(PeerLink::close);
        subscriptions.close();
        intake.close();
    }
}
