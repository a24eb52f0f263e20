package dev.tutti.media.twirp;

import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.room.RoomOperations;
import dev.tutti.media.room.RoomOperations.ParticipantChange;
import dev.tutti.media.room.RoomSettings;
import dev.tutti.media.signal.LiveKitSignalAdapter.SessionRooms;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.twirp.TwirpError.Code;
import java.util.ArrayList;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import org.jspecify.annotations.Nullable;

/** The methods of the RoomService for one caller: each checks what the caller's token grants. */
final class RoomCalls {
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_METADATA_CHARS = 64_000;
    private static final int MAX_TIMEOUT_S = 7 * 24 * 3600;
    private static final String NO_ROOM = "requested room does not exist";
    private static final String NO_PARTICIPANT = "participant does not exist";

    private final RoomOperations operations;
    private final SessionRooms sessionRooms;
    private final AccessToken token;

    RoomCalls(RoomOperations operations, SessionRooms sessionRooms, AccessToken token) {
        this.operations = operations;
        this.sessionRooms = sessionRooms;
        this.token = token;
    }

    Room create(CreateRoomRequest request) throws TwirpError {
        allow(token.grants().roomCreate());
        String name = request.getName();
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS || sessionRooms.owns(name)) {
            throw new TwirpError(Code.INVALID_ARGUMENT, "the room name is empty, too long or reserved");
        }
        limit(request.getMetadata());
        var settings = new RoomSettings(
                timeout(request.getEmptyTimeout(), RoomSettings.PLAIN.emptyTimeoutS()),
                timeout(request.getDepartureTimeout(), RoomSettings.PLAIN.departureTimeoutS()),
                Math.clamp(Integer.toUnsignedLong(request.getMaxParticipants()), 0, RoomSettings.HARD_LIMIT),
                request.getMetadata(),
                ForwardingPolicy.OPEN,
                identity -> true);
        var room = operations.create(name, settings);
        if (room == null) {
            throw new TwirpError(Code.RESOURCE_EXHAUSTED, "there are too many rooms");
        }
        return room;
    }

    private static int timeout(int requestedS, int defaultS) {
        long unsignedS = Integer.toUnsignedLong(requestedS);
        return unsignedS == 0 ? defaultS : (int) Math.min(unsignedS, MAX_TIMEOUT_S);
    }

    ListRoomsResponse list(ListRoomsRequest request) throws TwirpError {
        allow(token.grants().roomList());
        var answer = ListRoomsResponse.newBuilder();
        for (Room room : operations.list(request.getNamesList())) {
            if (!sessionRooms.owns(room.getName())) {
                answer.addRooms(room);
            }
        }
        return answer.build();
    }

    DeleteRoomResponse delete(DeleteRoomRequest request) throws TwirpError {
        allow(token.grants().roomCreate() && !sessionRooms.owns(request.getRoom()));
        if (!operations.delete(request.getRoom())) {
            throw new TwirpError(Code.NOT_FOUND, NO_ROOM);
        }
        return DeleteRoomResponse.getDefaultInstance();
    }

    ListParticipantsResponse participants(ListParticipantsRequest request) throws TwirpError {
        administer(request.getRoom());
        var participants = operations.participants(request.getRoom());
        var answer = ListParticipantsResponse.newBuilder();
        if (participants != null) {
            answer.addAllParticipants(participants);
        }
        return answer.build();
    }

    ParticipantInfo participant(RoomParticipantIdentity request) throws TwirpError {
        administer(request.getRoom());
        return found(operations.participant(request.getRoom(), request.getIdentity()), NO_PARTICIPANT);
    }

    RemoveParticipantResponse remove(RoomParticipantIdentity request) throws TwirpError {
        administer(request.getRoom());
        if (!operations.remove(request.getRoom(), request.getIdentity())) {
            throw new TwirpError(Code.NOT_FOUND, NO_PARTICIPANT);
        }
        return RemoveParticipantResponse.getDefaultInstance();
    }

    MuteRoomTrackResponse mute(MuteRoomTrackRequest request) throws TwirpError {
        administer(request.getRoom());
        if (!request.getMuted()) {
            // Nobody's microphone is opened from afar.
            throw new TwirpError(Code.FAILED_PRECONDITION, "remote unmute not enabled");
        }
        var track = operations.mute(request.getRoom(), request.getIdentity(), request.getTrackSid(), true);
        return MuteRoomTrackResponse.newBuilder()
                .setTrack(found(track, "track is not found"))
                .build();
    }

    ParticipantInfo update(UpdateParticipantRequest request) throws TwirpError {
        administer(request.getRoom());
        limit(request.getMetadata());
        int attributes = 0;
        for (var entry : request.getAttributesMap().entrySet()) {
            attributes += entry.getKey().length() + entry.getValue().length();
        }
        if (request.getName().length() > MAX_NAME_CHARS || attributes > MAX_METADATA_CHARS) {
            throw new TwirpError(Code.INVALID_ARGUMENT, "the name or the attributes exceed their limits");
        }
        var change = new ParticipantChange(
                present(request.getName()),
                present(request.getMetadata()),
                request.getAttributesMap(),
                request.hasPermission() ? request.getPermission() : null);
        return found(operations.update(request.getRoom(), request.getIdentity(), change), NO_PARTICIPANT);
    }

    Room describe(UpdateRoomMetadataRequest request) throws TwirpError {
        administer(request.getRoom());
        limit(request.getMetadata());
        return found(operations.describe(request.getRoom(), request.getMetadata()), NO_ROOM);
    }

    UpdateSubscriptionsResponse subscribe(UpdateSubscriptionsRequest request) throws TwirpError {
        administer(request.getRoom());
        var trackSids = new ArrayList<>(request.getTrackSidsList());
        request.getParticipantTracksList().forEach(tracks -> trackSids.addAll(tracks.getTrackSidsList()));
        if (!operations.subscribe(request.getRoom(), request.getIdentity(), trackSids, request.getSubscribe())) {
            throw new TwirpError(Code.NOT_FOUND, NO_PARTICIPANT);
        }
        return UpdateSubscriptionsResponse.getDefaultInstance();
    }

    private void administer(String room) throws TwirpError {
        allow(token.grants().mayAdminister(room) && !sessionRooms.owns(room));
    }

    private static void allow(boolean granted) throws TwirpError {
        if (!granted) {
            throw new TwirpError(Code.UNAUTHENTICATED, "permissions denied");
        }
    }

    private static void limit(String metadata) throws TwirpError {
        if (metadata.length() > MAX_METADATA_CHARS) {
            throw new TwirpError(Code.INVALID_ARGUMENT, "metadata exceeds limits");
        }
    }

    private static <T> T found(@Nullable T thing, String otherwise) throws TwirpError {
        if (thing == null) {
            throw new TwirpError(Code.NOT_FOUND, otherwise);
        }
        return thing;
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
