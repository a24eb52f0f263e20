package dev.tutti.gateway.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Every record of the wire: the REST messages and the payloads of frames by their {@code type}. */
public final class WireTypes {
    private static final List<Class<?>> REST = List.of(
            AuthMessages.class,
            HubMessages.class,
            NodeMessages.class,
            DoctorMessages.class,
            SessionMessages.class,
            ParticipantMessages.class,
            InviteMessages.class,
            ChannelMessages.class,
            SlotMessages.class,
            ChartMessages.class,
            SongMessages.class,
            SetlistMessages.class,
            CueMessages.class,
            PreflightMessages.class,
            MetricsMessages.class,
            TempoMessages.class);

    private static final Map<String, Class<? extends ClientPayload>> CLIENT = frames(ClientPayload.class);
    private static final Map<Class<?>, FrameType> TYPES = types();

    private WireTypes() {}

    /** The records used in REST, and the error. */
    public static List<Class<?>> rest() {
        var records = new ArrayList<Class<?>>(List.of(ErrorAnswer.class));
        REST.forEach(group -> Arrays.stream(group.getDeclaredClasses())
                .filter(Class::isRecord)
                .sorted((a, b) -> a.getSimpleName().compareTo(b.getSimpleName()))
                .forEach(records::add));
        return List.copyOf(records);
    }

    /** Payloads the hub sends, by frame type. */
    public static SequencedMap<String, Class<? extends ServerPayload>> serverFrames() {
        return frames(ServerPayload.class);
    }

    /** Payloads a client sends, by frame type. */
    public static Map<String, Class<? extends ClientPayload>> clientFrames() {
        return CLIENT;
    }

    /** The frame type of a payload. */
    public static FrameType frameType(Class<?> payload) {
        FrameType type = TYPES.get(payload);
        if (type == null) {
            throw new IllegalArgumentException(payload + " is not the payload of a frame");
        }
        return type;
    }

    private static <T> SequencedMap<String, Class<? extends T>> frames(Class<T> sealedType) {
        var frames = new LinkedHashMap<String, Class<? extends T>>();
        for (Class<?> record : Shape.recordsOf(sealedType)) {
            frames.put(annotation(record).value(), record.asSubclass(sealedType));
        }
        return frames;
    }

    private static Map<Class<?>, FrameType> types() {
        var types = new LinkedHashMap<Class<?>, FrameType>();
        Shape.recordsOf(ServerPayload.class).forEach(record -> types.put(record, annotation(record)));
        Shape.recordsOf(ClientPayload.class).forEach(record -> types.put(record, annotation(record)));
        return Map.copyOf(types);
    }

    private static FrameType annotation(Class<?> record) {
        FrameType type = record.getAnnotation(FrameType.class);
        if (type == null) {
            throw new IllegalStateException(record + " is a payload without @FrameType");
        }
        return type;
    }
}
