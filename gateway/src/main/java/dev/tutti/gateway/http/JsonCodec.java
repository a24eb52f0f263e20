package dev.tutti.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tutti.gateway.wire.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON of the wire: snake_case, absent for null, bounded in depth and length, and checked against the record's bounds.
 * Thread-safe.
 */
public final class JsonCodec {
    private static final int MAX_DEPTH = 16;
    /** Longer than any body: how long a text may be is said of its field, with its name. */
    private static final int MAX_TEXT = 4 * 1024 * 1024;

    private final JsonMapper mapper = JsonMapper.builder(factory())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // "20" is no number, 5 is no name, 1 is no yes: what the schema says is what is taken.
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Enum, choice -> choice.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_TEXT)
                        .maxNameLength(128)
                        .maxNumberLength(32)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    public byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /** The same with one number more, where it is an object. */
    public byte[] write(Object value, String name, int number) {
        JsonNode tree = mapper.valueToTree(value);
        return mapper.writeValueAsBytes(tree instanceof ObjectNode object ? object.put(name, number) : tree);
    }

    /** What a value becomes as a tree of maps and lists, for documents that are put together by hand. */
    public JsonNode tree(byte[] json) {
        return mapper.readTree(json);
    }

    /**
     * Reads a record that came from outside.
     *
     * @throws ApiError 400 with line and column when it is no JSON, with the field when a value does not fit
     */
    public <T> T read(byte[] json, Class<T> type) {
        return checked(type, mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), json);
    }

    /** As {@link #read}, ignoring fields it does not know: an older hub hears a newer client out. */
    public <T> T readLeniently(JsonNode node, Class<T> type) {
        try {
            T value = mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(node);
            return check(type, value);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /** Reads JSON from outside as a tree. */
    public JsonNode readTree(String json) {
        try {
            JsonNode tree = mapper.reader().readTree(json);
            return tree;
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    private <T> T checked(Class<T> type, ObjectReader reader, byte[] json) {
        try {
            return check(type, reader.readValue(json));
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    private static <T> T check(Class<T> type, @Nullable T value) {
        if (value == null) {
            throw ApiErrors.invalid("", "Send a JSON object.");
        }
        checkRecord(type, value, "");
        return value;
    }

    private static void checkRecord(Class<?> type, Object value, String path) {
        for (Shape.Field field : Shape.of(type).fields()) {
            String name = path + field.name();
            Object component = field.of(value);
            if (component == null) {
                if (field.required()) {
                    throw ApiErrors.invalid(name, name + " is missing.");
                }
            } else {
                checkValue(field.shape(), component, name);
            }
        }
    }

    private static void checkValue(Shape shape, Object value, String name) {
        switch (shape) {
            case Shape.Text text
            when !text.bounds().contains(((String) value).length()) ->
                throw ApiErrors.invalid(name, name + " has " + span(text.bounds()) + " characters.");
            case Shape.Figure figure
            when !figure.bounds().contains(((Number) value).doubleValue()) ->
                throw ApiErrors.invalid(name, name + " is " + span(figure.bounds()) + ".");
            case Shape.Array array -> {
                var items = (List<?>) value;
                if (!array.bounds().contains(items.size())) {
                    throw ApiErrors.invalid(name, name + " has " + span(array.bounds()) + " entries.");
                }
                for (Object item : items) {
                    if (item == null) {
                        throw ApiErrors.invalid(name, name + " has an empty entry.");
                    }
                    checkValue(array.element(), item, name);
                }
            }
            case Shape.Entity entity -> checkRecord(entity.type(), value, name + ".");
            default -> {}
        }
    }

    private static String span(Shape.Bounds bounds) {
        return bounds.min() == 0 ? "at most " + bounds.max() : bounds.min() + " to " + bounds.max();
    }

    private static ApiError refusal(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String field = ApiErrors.shortened(unknown.getPropertyName());
            return new ApiError(400, "FIELD_UNKNOWN", "There is no field " + field + ".", Map.of("field", field));
        }
        if (e instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
            String field = path(mismatch.getPath());
            return ApiErrors.invalid(field, field + " does not have the right kind of value.");
        }
        TokenStreamLocation location = e.getLocation();
        long line = location == null ? 1 : Math.max(1, location.getLineNr());
        long column = location == null ? 1 : Math.max(1, location.getColumnNr());
        String what =
                e instanceof StreamReadException ? ApiErrors.shortened(e.getOriginalMessage()) : "unexpected value";
        return ApiErrors.malformed(what, line, column);
    }

    private static String path(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(Shape.snakeCase(reference.getPropertyName()));
            }
        }
        return path.isEmpty() ? "the body" : ApiErrors.shortened(path.toString());
    }
}
