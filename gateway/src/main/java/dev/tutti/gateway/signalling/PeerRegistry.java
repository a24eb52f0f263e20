package dev.tutti.gateway.signalling;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.gateway.http.Allowance;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.wire.PeerFrames;
import dev.tutti.gateway.wire.PeerFrames.PeerAnswer;
import dev.tutti.gateway.wire.PeerFrames.PeerAnswered;
import dev.tutti.gateway.wire.PeerFrames.PeerCandidate;
import dev.tutti.gateway.wire.PeerFrames.PeerCandidateFound;
import dev.tutti.gateway.wire.PeerFrames.PeerLeave;
import dev.tutti.gateway.wire.PeerFrames.PeerList;
import dev.tutti.gateway.wire.PeerFrames.PeerOffer;
import dev.tutti.gateway.wire.PeerFrames.PeerOffered;
import dev.tutti.gateway.wire.PeerFrames.PeerRegister;
import dev.tutti.gateway.wire.PeerFrames.PeerView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is registered as a peer, by session; forwards what they say to each other. Thread-safe. */
public final class PeerRegistry {
    public static final int MAX_PEERS = 128;
    static final int MAX_PEERS_PER_USER = 8;
    /** Each change goes to all of them. */
    static final double REGISTRATIONS_PER_S = 1;

    static final double REGISTRATION_BURST = 10;
    private static final Pattern PEER_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final NanoClock clock;
    private final Map<SessionId, Room> rooms = new HashMap<>();
    private final Map<PeerLink, Allowance> registrations = new HashMap<>();

    private static final class Room {
        private final Map<String, Place> byId = new LinkedHashMap<>();
        private final Map<PeerLink, String> ids = new HashMap<>();
    }

    private record Place(PeerView view, PeerLink link) {}

    public PeerRegistry(NanoClock clock) {
        this.clock = clock;
    }

    /** What somebody who is in the session says; throws what is wrong with it. */
    public void handle(PeerLink from, PeerFrames.Client frame) {
        switch (frame) {
            case PeerRegister register -> register(from, register);
            case PeerLeave _ -> leave(from);
            case PeerOffer offer -> target(from, offer.targetPeerId()).tell(new PeerOffered(id(from), offer.sdp()));
            case PeerAnswer answer ->
                target(from, answer.targetPeerId()).tell(new PeerAnswered(id(from), answer.sdp()));
            case PeerCandidate found ->
                target(from, found.targetPeerId()).tell(new PeerCandidateFound(id(from), found.candidate()));
        }
    }

    private synchronized void register(PeerLink from, PeerRegister wish) {
        if (!PEER_ID.matcher(wish.peerId()).matches()) {
            throw ApiErrors.invalid("peer_id", "peer_id has 1 to 64 letters, digits, '-', '_' or '.'.");
        }
        var allowance = registrations.computeIfAbsent(
                from, _ -> new Allowance(REGISTRATIONS_PER_S, REGISTRATION_BURST, clock.nanoTime()));
        if (!allowance.take(clock.nanoTime())) {
            throw new ApiError(429, "TOO_MANY_REGISTRATIONS", "That was too often. Wait a second.");
        }
        Room room = rooms.computeIfAbsent(from.sessionId(), _ -> new Room());
        Place held = room.byId.get(wish.peerId());
        if (held != null && !held.link.userId().equals(from.userId())) {
            throw new ApiError(409, "PEER_TAKEN", "Another peer of this session has this id.");
        }
        if (held == null && !room.ids.containsKey(from)) {
            checkRoom(room, from);
        }
        String before = room.ids.put(from, wish.peerId());
        if (before != null) {
            room.byId.remove(before);
        }
        var view = new PeerView(
                wish.peerId(),
                wish.peerType(),
                wish.displayName(),
                wish.displayClass(),
                from.userId().value());
        Place replaced = room.byId.put(wish.peerId(), new Place(view, from));
        if (replaced != null && !replaced.link.equals(from)) {
            room.ids.remove(replaced.link);
        }
        tellList(room);
    }

    private static void checkRoom(Room room, PeerLink from) {
        if (room.byId.size() >= MAX_PEERS) {
            throw new ApiError(503, "PEERS_FULL", "This session has " + MAX_PEERS + " peers already.");
        }
        long own = room.ids.keySet().stream()
                .filter(link -> link.userId().equals(from.userId()))
                .count();
        if (own >= MAX_PEERS_PER_USER) {
            throw new ApiError(
                    409, "PEERS_FULL", "One person has at most " + MAX_PEERS_PER_USER + " peers in a session.");
        }
    }

    private synchronized PeerLink target(PeerLink from, String peerId) {
        Room room = rooms.get(from.sessionId());
        if (room == null || !room.ids.containsKey(from)) {
            throw new ApiError(409, "PEER_NOT_REGISTERED", "Register first.");
        }
        @Nullable Place place = room.byId.get(peerId);
        if (place == null || place.link.equals(from)) {
            throw new ApiError(404, "PEER_UNKNOWN", "There is no other peer " + ApiErrors.shortened(peerId) + ".");
        }
        return place.link;
    }

    private synchronized String id(PeerLink from) {
        Room room = rooms.get(from.sessionId());
        String id = room == null ? null : room.ids.get(from);
        if (id == null) {
            throw new ApiError(409, "PEER_NOT_REGISTERED", "Register first.");
        }
        return id;
    }

    /** No peer any more; nothing where it was none. */
    public synchronized void leave(PeerLink link) {
        Room room = rooms.get(link.sessionId());
        String id = room == null ? null : room.ids.remove(link);
        if (room == null || id == null) {
            return;
        }
        room.byId.remove(id);
        if (room.byId.isEmpty()) {
            rooms.remove(link.sessionId());
        }
        tellList(room);
    }

    /** The connection is closed, or its person is not in the session any more. */
    public synchronized void gone(PeerLink link) {
        leave(link);
        registrations.remove(link);
    }

    private static void tellList(Room room) {
        var list = new PeerList(room.byId.values().stream().map(Place::view).toList());
        List.copyOf(room.ids.keySet()).forEach(link -> link.tellList(list));
    }

    /** How many peers all sessions have. */
    public synchronized int count() {
        return rooms.values().stream().mapToInt(room -> room.byId.size()).sum();
    }
}
