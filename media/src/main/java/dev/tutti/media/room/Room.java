package dev.tutti.media.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One room: its participants and what they are told; every method but {@link #post} and the plain values is for its thread. */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final String name;
    private final String sid;
    private final RoomContext context;
    private final RoomSettings settings;
    private final Sids sids;
    private final RoomLoop loop;
    private final Consumer<Room> whenOver;
    private final long createdAtMs;
    private final Map<String, Participant> byIdentity = new LinkedHashMap<>();
    private final LinkWatch links;
    private final RoomTimers timers;
    private final ParticipantRequests requests = new ParticipantRequests(this);
    private final RemoteParticipants remotes = new RemoteParticipants(this);
    private String metadata;
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private boolean countChanged;
    private boolean over;

    Room(String name, RoomContext context, RoomSettings settings, Consumer<Room> whenOver) {
        this.name = name;
        this.context = context;
        this.settings = settings;
        this.whenOver = whenOver;
        metadata = settings.metadata();
        sids = new Sids(context.entropy());
        sid = sids.room();
        createdAtMs = context.wallClock().now().toEpochMilli();
        loop = new RoomLoop(name, context.clock());
        timers = new RoomTimers(this, context.clock().nanoTime());
        links = new LinkWatch(this, timers);
    }

    void start() {
        loop.start(timers::tick);
        post(() -> {
            LOG.info("Room {} ({}) started", name, sid);
            context.listener().roomStarted(info());
        });
    }

    /** Runs the task on the room's thread; false when the room is over or its mailbox is full. */
    boolean post(Runnable task) {
        return loop.post(task);
    }

    String name() {
        return name;
    }

    RoomContext context() {
        return context;
    }

    RoomSettings settings() {
        return settings;
    }

    Sids sids() {
        return sids;
    }

    /** Whether it takes this identity, be it one more or in place of its older self; any thread may ask. */
    boolean hasPlace(String identity) {
        return present.size() < settings.limit() || present.contains(identity);
    }

    boolean over() {
        return over;
    }

    Collection<Participant> participants() {
        return byIdentity.values();
    }

    @Nullable Participant participant(String identity) {
        return byIdentity.get(identity);
    }

    /** Those at other nodes. */
    RemoteParticipants remotes() {
        return remotes;
    }

    /** Everybody, also at other nodes. */
    List<Publisher> publishers() {
        var all = new ArrayList<Publisher>(byIdentity.values());
        all.addAll(remotes.all());
        return all;
    }

    List<PublishedTrack> tracks() {
        var tracks = new ArrayList<PublishedTrack>();
        publishers().forEach(publisher -> tracks.addAll(publisher.publications()));
        return tracks;
    }

    PeerLink openLink(Participant participant) {
        return links.watch(new PeerLink(context.loop(), loop, links, sids.sessionId()), participant);
    }

    LivekitModels.Room info() {
        return LivekitModels.Room.newBuilder()
                .setSid(sid)
                .setName(name)
                .setEmptyTimeout(settings.emptyTimeoutS())
                .setDepartureTimeout(settings.departureTimeoutS())
                .setMaxParticipants(settings.maxParticipants())
                .setCreationTime(createdAtMs / 1000)
                .setCreationTimeMs(createdAtMs)
                .addAllEnabledCodecs(JoinAnswers.CODECS)
                .setMetadata(metadata)
                .setNumParticipants((int) publishers().stream()
                        .filter(participant -> !participant.hidden())
                        .count())
                .setNumPublishers((int) publishers().stream()
                        .filter(participant -> !participant.publications().isEmpty())
                        .count())
                .build();
    }

    // Coming, resuming and going.

    void join(JoinSpec spec, ClientLink link) {
        // Asked again: they may have been removed since their connection was admitted.
        if (!settings.admission().test(spec.identity())) {
            link.send(Signals.leave(DisconnectReason.PARTICIPANT_REMOVED, LeaveRequest.Action.DISCONNECT));
            link.close("not admitted");
            return;
        }
        var old = byIdentity.get(spec.identity());
        if (old != null) {
            // Before the newcomer is announced: the old one's DISCONNECTED would end the new one's audio.
            remove(old, DisconnectReason.DUPLICATE_IDENTITY);
        }
        if (over || byIdentity.size() >= settings.limit()) {
            link.send(Signals.leave(DisconnectReason.JOIN_FAILURE, LeaveRequest.Action.DISCONNECT));
            link.close("the room is full");
            return;
        }
        remotes.end(spec.identity(), DisconnectReason.DUPLICATE_IDENTITY);
        var participant = new Participant(this, spec, link, context.clock().nanoTime());
        byIdentity.put(spec.identity(), participant);
        present.add(spec.identity());
        countChanged = true;
        LOG.info("Room {}: {} ({}) joins by v{}", name, spec.identity(), participant.sid(), spec.dual() ? 0 : 1);
        participant.subscriptions().reconcile();
        link.send(JoinAnswers.join(this, participant));
        sendToken(participant);
        announce(participant, null);
        share(participant, true);
        timers.newcomer(participant);
        requests.begin(participant, spec.request());
    }

    void resume(JoinSpec spec, ClientLink link) {
        var participant = byIdentity.get(spec.identity());
        if (participant == null || !participant.sid().equals(spec.request().getParticipantSid())) {
            link.send(Signals.leave(DisconnectReason.STATE_MISMATCH, LeaveRequest.Action.RECONNECT));
            link.close("nothing to resume");
            return;
        }
        var before = participant.link();
        participant.resumed(link, context.clock().nanoTime());
        if (before != null) {
            before.close("resumed elsewhere");
        }
        LOG.info("Room {}: {} ({}) resumes", name, participant.identity(), participant.sid());
        link.send(JoinAnswers.reconnect(this));
        link.send(Signals.participants(visibleTo(participant)));
        link.send(Signals.room(info()));
        sendToken(participant);
        timers.newcomer(participant);
        participant.publishing().resumed();
        requests.resume(participant, spec.request());
    }

    /** A client said something over that link; links that were replaced are not listened to. */
    void request(String identity, ClientLink link, SignalRequest request) {
        var participant = byIdentity.get(identity);
        if (participant != null && participant.spokenForBy(link)) {
            participant.heard(context.clock().nanoTime());
            requests.handle(participant, request);
        }
    }

    void linkClosed(String identity, ClientLink link) {
        var participant = byIdentity.get(identity);
        if (participant != null && participant.spokenForBy(link)) {
            LOG.info("Room {}: {} lost its signalling", name, identity);
            participant.linkLost(context.clock().nanoTime());
            if (participant.primaryLink().closed()) {
                remove(participant, DisconnectReason.SIGNAL_CLOSE);
            }
        }
    }

    void remove(Participant participant, DisconnectReason reason) {
        if (participant.gone()) {
            return;
        }
        LOG.info("Room {}: {} ({}) goes: {}", name, participant.identity(), participant.sid(), reason);
        var tracks = List.copyOf(participant.intake().tracks());
        participant.close();
        participant.disconnected(reason);
        participant.links().forEach(links::forget);
        byIdentity.remove(participant.identity(), participant);
        present.remove(participant.identity());
        countChanged = true;
        timers.left(participant);
        var link = participant.link();
        if (link != null) {
            link.send(Signals.leave(reason, Signals.actionAfter(reason)));
            link.close("left: " + reason);
        }
        var info = participant.changed();
        tracks.forEach(track -> context.listener().trackUnpublished(info(), info, track.info()));
        if (!participant.hidden()) {
            broadcast(Signals.participants(List.of(info)), other -> true);
            context.trunk().gone(name, participant.identity(), participant.sid());
        }
        tracks.forEach(track -> forget(track.sid()));
        renegotiate();
        context.listener().participantLeft(info(), info, participant.wasActive());
    }

    /** Ends the room for everybody. */
    void close(DisconnectReason reason) {
        if (over) {
            return;
        }
        over = true;
        List.copyOf(byIdentity.values()).forEach(participant -> remove(participant, reason));
        remotes.close();
        LOG.info("Room {} ({}) finished", name, sid);
        context.listener().roomFinished(info());
        whenOver.accept(this);
        loop.stop();
    }

    // Telling everybody.

    /** Tells those who may see the participant about its new state, all but {@code except}. */
    void announce(Participant participant, @Nullable Participant except) {
        var update = Signals.participants(List.of(participant.changed()));
        if (participant.hidden()) {
            if (participant != except) {
                participant.send(update);
            }
            return;
        }
        broadcast(update, other -> other != except);
        share(participant, false);
    }

    /** Other nodes are told, too. */
    private void share(Participant participant, boolean joins) {
        if (!participant.hidden()) {
            context.trunk().present(name, participant.info(), joins);
        }
    }

    void left(RemoteParticipant participant) {
        countChanged = true;
        timers.left(participant);
    }

    void broadcast(SignalResponse response, Predicate<Participant> to) {
        var message = new SignalMessage(response);
        for (Participant participant : byIdentity.values()) {
            if (to.test(participant)) {
                participant.send(message);
            }
        }
    }

    List<ParticipantInfo> visibleTo(Participant viewer) {
        return publishers().stream()
                .filter(other -> other == viewer || !other.hidden())
                .map(Publisher::info)
                .toList();
    }

    void sendToken(Participant participant) {
        String token = participant.freshToken();
        if (token != null) {
            participant.send(Signals.refreshToken(token));
        }
    }

    void describe(String newMetadata) {
        metadata = newMetadata;
        broadcast(Signals.room(info()), other -> true);
    }

    /** True once after somebody came or went. */
    boolean takeCountChanged() {
        boolean changed = countChanged;
        countChanged = false;
        return changed;
    }

    // Tracks.

    void trackPublished(Participant participant, PublishedTrack track) {
        LOG.info("Room {}: {} publishes {}", name, participant.identity(), track.sid());
        announce(participant, null);
        context.listener().trackPublished(info(), participant.info(), track.info());
        renegotiate();
    }

    void trackUnpublished(Participant participant, PublishedTrack track) {
        LOG.info("Room {}: {} unpublishes {}", name, participant.identity(), track.sid());
        announce(participant, null);
        context.listener().trackUnpublished(info(), participant.info(), track.info());
        forget(track.sid());
        renegotiate();
    }

    /** @param byServer then the client is told, and not contradicted before it has obeyed */
    void mute(Participant participant, PublishedTrack track, boolean muted, boolean byServer) {
        if (!track.mute(muted)) {
            return;
        }
        if (byServer) {
            participant.send(Signals.mute(track.sid(), muted));
        }
        announce(participant, byServer ? participant : null);
        context.listener().trackMuted(info(), participant.info(), track.info());
    }

    /** How well everybody is connected. */
    List<LinkQuality> quality() {
        return byIdentity.values().stream().map(timers.quality()::of).toList();
    }

    /** Looks again at who hears what, and negotiates where that changed. */
    void renegotiate() {
        for (Participant participant : byIdentity.values()) {
            negotiate(participant, participant.subscriptions().reconcile());
        }
    }

    void negotiate(Participant participant, boolean changed) {
        var subscribing = participant.subscribing();
        if (subscribing == null) {
            participant.publishing().askForSections();
        } else if (changed) {
            subscribing.offer();
        }
    }

    void forget(String trackSid) {
        byIdentity.values().forEach(other -> other.subscriptions().forget(trackSid));
    }
}
