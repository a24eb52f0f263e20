package dev.tutti.gateway.signalling;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.PeerFrames;
import dev.tutti.gateway.wire.Shape;
import dev.tutti.gateway.wire.WireTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Requirement 003's own JSON: {@code {type:"register", peerId, …}}, one flat object with camelCase names, read from and
 * written as the frames {@code peer.*}. Thread-safe.
 */
final class FlatFrames {
    static final int MAX_FRAME_CHARS = 8 * 1024;

    private static final String PREFIX = "peer.";
    private static final Pattern SNAKE = Pattern.compile("_([a-z])");
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
    private static final Map<String, Class<?>> TYPES = types();

    private final JsonCodec json;

    FlatFrames(JsonCodec json) {
        this.json = json;
    }

    /** What a client said. */
    sealed interface Said {
        record Frame(PeerFrames.Client frame) implements Said {}

        record Ping(long timestamp) implements Said {}

        /** That it is alive; nothing else. */
        record Alive() implements Said {}
    }

    private static Map<String, Class<?>> types() {
        var types = new TreeMap<String, Class<?>>();
        for (Class<?> record : Shape.recordsOf(PeerFrames.Client.class)) {
            types.put(WireTypes.frameType(record).value().substring(PREFIX.length()), record);
        }
        return types;
    }

    /** Reads a frame, or throws what is wrong with it. */
    Said read(String text) {
        if (text.length() > MAX_FRAME_CHARS) {
            throw new ApiError(413, "FRAME_TOO_LARGE", "A frame has at most " + MAX_FRAME_CHARS + " characters.");
        }
        JsonNode tree = json.readTree(text);
        JsonNode type = tree.get("type");
        if (type == null || !type.isString()) {
            throw new ApiError(400, "FRAME_MALFORMED", "A frame is a JSON object with a type.");
        }
        return switch (type.asString()) {
            case "ping" -> new Said.Ping(tree.path("timestamp").asLong(0));
            case "pong", "heartbeat" -> new Said.Alive();
            case "ice-candidate" -> frame("candidate", tree);
            default -> frame(type.asString(), tree);
        };
    }

    private Said frame(String type, JsonNode tree) {
        Class<?> record = TYPES.get(type);
        if (record == null) {
            throw new ApiError(
                    400, "FRAME_UNKNOWN", "Known types: " + String.join(", ", TYPES.keySet()) + ", ping, heartbeat.");
        }
        try {
            JsonNode snake = json.tree(json.write(renamed(tree, FlatFrames::snake)));
            return new Said.Frame((PeerFrames.Client) json.readLeniently(snake, record));
        } catch (ApiError error) {
            throw inCamelCase(error);
        }
    }

    private static ApiError inCamelCase(ApiError error) {
        if (!(error.details().get("field") instanceof String field)) {
            return error;
        }
        var details = new LinkedHashMap<>(error.details());
        details.put("field", camel(field));
        return new ApiError(error.status(), error.code(), error.text().replace(field, camel(field)), details);
    }

    /** Pages of participants are no business of 003's clients, which would not know what they are. */
    OutgoingFrame write(PeerFrames.Server frame) {
        var shown = frame instanceof PeerFrames.PeerList list
                ? new PeerFrames.PeerList(list.peers().stream()
                        .filter(peer -> peer.peerType() != PeerFrames.PeerType.PARTICIPANT)
                        .toList())
                : frame;
        String type = WireTypes.frameType(frame.getClass()).value().substring(PREFIX.length());
        var flat = new LinkedHashMap<String, Object>();
        flat.put("type", type.equals("list") ? "peers" : type);
        renamed(json.tree(json.write(shown)), FlatFrames::camel).forEach(flat::put);
        return OutgoingFrame.text(json.write(flat));
    }

    OutgoingFrame error(ApiError error, String requestId) {
        return OutgoingFrame.text(json.write(
                ordered("type", "error", "code", error.code(), "message", error.text(), "requestId", requestId)));
    }

    OutgoingFrame ping(long timestamp) {
        return OutgoingFrame.text(json.write(ordered("type", "ping", "timestamp", timestamp)));
    }

    OutgoingFrame pong(long timestamp) {
        return OutgoingFrame.text(json.write(ordered("type", "pong", "timestamp", timestamp)));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** How names change from one side to the other. */
    private interface Naming {
        String of(String name);
    }

    private static Map<String, Object> renamed(JsonNode object, Naming naming) {
        var named = new LinkedHashMap<String, Object>();
        object.properties().forEach(entry -> named.put(naming.of(entry.getKey()), value(entry.getValue(), naming)));
        return named;
    }

    private static Object value(JsonNode node, Naming naming) {
        if (node.isObject()) {
            return renamed(node, naming);
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item, naming)));
            return items;
        }
        return node;
    }

    private static String camel(String snake) {
        return SNAKE.matcher(snake)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).toUpperCase(Locale.ROOT)));
    }

    private static String snake(String camel) {
        return CAPITAL.matcher(camel).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }
}
