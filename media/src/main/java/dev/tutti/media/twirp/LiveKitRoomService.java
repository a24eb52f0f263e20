package dev.tutti.media.twirp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.tutti.media.room.RoomOperations;
import dev.tutti.media.signal.LiveKitSignalAdapter.SessionRooms;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.TokenRefused;
import dev.tutti.media.twirp.TwirpError.Code;
import java.nio.charset.StandardCharsets;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** LiveKit's RoomService: checks the token, decodes, lets {@link RoomCalls} do it, and encodes the answer. */
public final class LiveKitRoomService implements RoomServiceAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKitRoomService.class);
    private final TokenCodec tokens;
    private final RoomOperations operations;
    private final SessionRooms sessionRooms;

    public LiveKitRoomService(TokenCodec tokens, RoomOperations operations, SessionRooms sessionRooms) {
        this.tokens = tokens;
        this.operations = operations;
        this.sessionRooms = sessionRooms;
    }

    @Override
    public TwirpAnswer handle(String method, @Nullable String contentType, @Nullable String bearer, byte[] body) {
        try {
            var codec = TwirpCodec.of(contentType);
            if (body.length > MAX_BODY_BYTES) {
                throw new TwirpError(Code.RESOURCE_EXHAUSTED, "the request body is too large");
            }
            var answer = call(method, codec, verified(bearer), body);
            return new TwirpAnswer(200, codec.contentType(), codec.encode(answer));
        } catch (TwirpError e) {
            return error(e.code(), e.text());
        } catch (InvalidProtocolBufferException | IllegalStateException e) {
            LOG.error("RoomService {} failed", method, e);
            return error(Code.INTERNAL, "the call failed inside the hub");
        }
    }

    private AccessToken verified(@Nullable String bearer) throws TwirpError {
        if (bearer == null || bearer.isEmpty()) {
            throw new TwirpError(Code.UNAUTHENTICATED, "permissions denied: the Authorization header is missing");
        }
        try {
            return tokens.verify(bearer);
        } catch (TokenRefused e) {
            throw new TwirpError(Code.UNAUTHENTICATED, e.reason());
        }
    }

    private Message call(String method, TwirpCodec codec, AccessToken token, byte[] body) throws TwirpError {
        var calls = new RoomCalls(operations, sessionRooms, token);
        return switch (method) {
            case "CreateRoom" ->
                calls.create(codec.read(body, CreateRoomRequest.newBuilder()).build());
            case "ListRooms" ->
                calls.list(codec.read(body, ListRoomsRequest.newBuilder()).build());
            case "DeleteRoom" ->
                calls.delete(codec.read(body, DeleteRoomRequest.newBuilder()).build());
            case "ListParticipants" ->
                calls.participants(
                        codec.read(body, ListParticipantsRequest.newBuilder()).build());
            case "GetParticipant" ->
                calls.participant(
                        codec.read(body, RoomParticipantIdentity.newBuilder()).build());
            case "RemoveParticipant" ->
                calls.remove(
                        codec.read(body, RoomParticipantIdentity.newBuilder()).build());
            case "MutePublishedTrack" ->
                calls.mute(codec.read(body, MuteRoomTrackRequest.newBuilder()).build());
            case "UpdateParticipant" ->
                calls.update(
                        codec.read(body, UpdateParticipantRequest.newBuilder()).build());
            case "UpdateRoomMetadata" ->
                calls.describe(
                        codec.read(body, UpdateRoomMetadataRequest.newBuilder()).build());
            case "UpdateSubscriptions" ->
                calls.subscribe(codec.read(body, UpdateSubscriptionsRequest.newBuilder())
                        .build());
            case "SendData", "ForwardParticipant", "MoveParticipant", "PerformRpc" ->
                throw new TwirpError(Code.UNIMPLEMENTED, method + " is not available on this hub yet");
            default -> throw new TwirpError(Code.BAD_ROUTE, "there is no method of that name");
        };
    }

    /** Codes and our own sentences only: nothing in them needs escaping. */
    private static TwirpAnswer error(Code code, String message) {
        String json = "{\"code\":\"" + code.text() + "\",\"msg\":\"" + message.replace("\"", "'") + "\"}";
        return new TwirpAnswer(code.status(), "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}
