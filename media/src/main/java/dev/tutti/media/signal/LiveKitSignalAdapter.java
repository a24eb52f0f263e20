package dev.tutti.media.signal;

import dev.tutti.foundation.NanoClock;
import dev.tutti.media.room.JoinSpec;
import dev.tutti.media.room.RoomDirectory;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.TokenRefused;
import livekit.LivekitRtc.JoinRequest;

/** Admits signalling connections: reads the token, the version and the join request, and leads to the room. */
public final class LiveKitSignalAdapter implements SignalAdapter {
    private static final int MAX_ROOM_NAME_CHARS = 256;
    private static final int MAX_IDENTITY_CHARS = 256;
    private static final int MAX_METADATA_CHARS = 64_000;

    private final TokenCodec tokens;
    private final RoomDirectory rooms;
    private final NanoClock clock;
    private final SessionRooms sessionRooms;

    public LiveKitSignalAdapter(TokenCodec tokens, RoomDirectory rooms, NanoClock clock, SessionRooms sessionRooms) {
        this.tokens = tokens;
        this.rooms = rooms;
        this.clock = clock;
        this.sessionRooms = sessionRooms;
    }

    /** Which rooms belong to the hub itself: made by it only, and entered with its own key only. */
    public record SessionRooms(String prefix, String apiKey) {
        public boolean owns(String roomName) {
            return roomName.startsWith(prefix);
        }
    }

    /** Everything that admission found out. */
    private record Admitted(String room, JoinSpec spec, boolean create) {}

    @Override
    public SignalConnection open(SignalHandshake handshake, SignalSink sink) throws SignalRefused {
        var admitted = admit(handshake);
        return new RoomConnection(
                sink, clock, link -> rooms.enter(admitted.room, admitted.spec, link, admitted.create));
    }

    @Override
    public void validate(SignalHandshake handshake) throws SignalRefused {
        admit(handshake);
    }

    private Admitted admit(SignalHandshake handshake) throws SignalRefused {
        boolean dual = dual(handshake.path());
        var token = token(handshake);
        String room = token.grants().room();
        String identity = token.identity();
        if (!token.grants().roomJoin() || room == null || room.isEmpty()) {
            throw new SignalRefused(401, "no permissions to access the room");
        }
        if (identity == null || identity.isBlank()) {
            throw new SignalRefused(400, "identity cannot be empty");
        }
        if (room.length() > MAX_ROOM_NAME_CHARS || identity.length() > MAX_IDENTITY_CHARS) {
            throw new SignalRefused(400, "the room name or the identity is too long");
        }
        boolean ours = sessionRooms.owns(room);
        if (ours != token.apiKey().equals(sessionRooms.apiKey())) {
            throw new SignalRefused(403, "this API key may not enter that room");
        }
        if (ours && !rooms.exists(room)) {
            throw new SignalRefused(404, "requested room does not exist");
        }
        if (!rooms.admits(room, identity)) {
            throw new SignalRefused(403, "you are not admitted to this room");
        }
        var request = joinRequest(handshake, dual);
        int attributes = request.getParticipantAttributesMap().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (request.getMetadata().length() > MAX_METADATA_CHARS || attributes > MAX_METADATA_CHARS) {
            throw new SignalRefused(400, "the metadata or the attributes are too long");
        }
        if (!request.getReconnect() && !rooms.hasPlace(room, identity)) {
            throw new SignalRefused(403, "the room is full");
        }
        return new Admitted(room, new JoinSpec(token, identity, dual, request), !ours);
    }

    private static JoinRequest joinRequest(SignalHandshake handshake, boolean dual) throws SignalRefused {
        return dual || handshake.parameter("join_request").isEmpty()
                ? SignalCodec.joinRequest(handshake)
                : SignalCodec.joinRequest(handshake.parameter("join_request"));
    }

    private AccessToken token(SignalHandshake handshake) throws SignalRefused {
        String jwt = handshake.bearer() != null ? handshake.bearer() : handshake.parameter("access_token");
        try {
            return tokens.verify(jwt);
        } catch (TokenRefused e) {
            throw new SignalRefused(401, e.reason());
        }
    }

    /** Signalling v0 has two peer connections, v1 has one. */
    private static boolean dual(String path) throws SignalRefused {
        return switch (path) {
            case "/rtc", "/rtc/", "/rtc/validate" -> true;
            case "/rtc/v1", "/rtc/v1/", "/rtc/v1/validate" -> false;
            default -> throw new SignalRefused(404, "there is no such signalling path");
        };
    }
}
