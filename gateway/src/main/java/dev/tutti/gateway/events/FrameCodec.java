package dev.tutti.gateway.events;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.http.ReplyPublisher;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.ClientPayload;
import dev.tutti.gateway.wire.ConnectionFrames.ErrorFrame;
import dev.tutti.gateway.wire.Frame;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.gateway.wire.WireTypes;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Translates between frames of {@code /ws} and their JSON. Thread-safe. */
public final class FrameCodec {
    public static final int MAX_FRAME_CHARS = 8 * 1024;
    private static final int MAX_ID = 64;

    private final JsonCodec json;
    private final WallClock clock;

    public FrameCodec(JsonCodec json, WallClock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** A frame from a client: what it wants, and the id that an error about it repeats. */
    record Received(@Nullable String id, ClientPayload payload) {}

    OutgoingFrame encode(ServerPayload payload) {
        return encode(payload, null, null);
    }

    OutgoingFrame encode(ServerPayload payload, CommittedEvent event) {
        return encode(payload, event.cursor(), event.id());
    }

    OutgoingFrame encode(ServerPayload payload, @Nullable Cursor cursor, @Nullable EventId id) {
        return frame(payload, cursor == null ? null : cursor.encode(), id == null ? null : id.value());
    }

    OutgoingFrame error(ApiError error, @Nullable String frameId, String requestId) {
        return frame(new ErrorFrame(ReplyPublisher.answer(error, requestId).error()), null, frameId);
    }

    private OutgoingFrame frame(ServerPayload payload, @Nullable String cursor, @Nullable String id) {
        String type = WireTypes.frameType(payload.getClass()).value();
        return OutgoingFrame.text(json.write(new Frame<>(type, clock.now().toEpochMilli(), payload, cursor, id)));
    }

    /** The id of a frame that could not be read, when that much can be made out. */
    @Nullable String idOf(String text) {
        try {
            return id(tree(text));
        } catch (ApiError _) {
            return null;
        }
    }

    /** Reads a client's frame, or throws what is wrong with it. */
    Received decode(String text) {
        JsonNode tree = tree(text);
        JsonNode type = tree.get("type");
        if (type == null || !type.isString()) {
            throw new ApiError(400, "FRAME_MALFORMED", "A frame has a type.", Map.of("field", "type"));
        }
        Class<? extends ClientPayload> payloadType = WireTypes.clientFrames().get(type.asString());
        if (payloadType == null) {
            String name = type.asString();
            String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            throw new ApiError(400, "FRAME_UNKNOWN", "The hub does not know frames of the type " + shown + ".");
        }
        JsonNode payload = tree.get("payload");
        if (payload == null) {
            payload = json.readTree("{}");
        }
        if (!payload.isObject()) {
            throw new ApiError(400, "FRAME_MALFORMED", "The payload is an object.", Map.of("field", "payload"));
        }
        return new Received(id(tree), json.readLeniently(payload, payloadType));
    }

    private JsonNode tree(String text) {
        if (text.length() > MAX_FRAME_CHARS) {
            throw new ApiError(
                    413,
                    "FRAME_TOO_LARGE",
                    "A frame has at most " + MAX_FRAME_CHARS + " characters.",
                    Map.of("max_chars", MAX_FRAME_CHARS));
        }
        JsonNode tree = json.readTree(text);
        if (!tree.isObject()) {
            throw new ApiError(400, "FRAME_MALFORMED", "A frame is a JSON object.");
        }
        return tree;
    }

    private static @Nullable String id(JsonNode tree) {
        JsonNode id = tree.get("id");
        return id != null && id.isString() && id.asString().length() <= MAX_ID ? id.asString() : null;
    }
}
