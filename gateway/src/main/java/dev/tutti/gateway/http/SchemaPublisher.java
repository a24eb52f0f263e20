package dev.tutti.gateway.http;

import dev.tutti.gateway.wire.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes shapes of the wire as JSON Schema 2020-12, each record once. One thread. */
final class SchemaPublisher {
    private final Map<String, Object> schemas = new TreeMap<>();

    /** The schemas of all records that were referred to. */
    Map<String, Object> schemas() {
        return schemas;
    }

    Map<String, Object> reference(Class<?> record) {
        return schema(Shape.of(record));
    }

    /** Of the answer to a change of a session, which says on how many disks it is. */
    Map<String, Object> kept(Class<?> record) {
        Shape.Entity entity = Shape.of(record);
        String name = entity.name() + "Kept";
        Map<String, Object> copies = Map.of("type", "integer", "format", "int32", "minimum", 1);
        schemas.put(name, object(entity, Map.of(ReplyPublisher.COPIES, copies)));
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> bounded("string", "Length", text.bounds());
            case Shape.Moment _ -> Map.of("type", "string", "format", "date-time");
            case Shape.Flag _ -> Map.of("type", "boolean");
            case Shape.Figure figure -> figure(figure);
            case Shape.Choice choice -> Map.of("type", "string", "enum", choice.values());
            case Shape.Array array -> {
                Map<String, Object> schema = bounded("array", "Items", array.bounds());
                schema.put("items", schema(array.element()));
                yield schema;
            }
            case Shape.Facts _ -> Map.of("type", "object");
            case Shape.Entity entity -> {
                define(entity);
                yield Map.of("$ref", "#/components/schemas/" + entity.name());
            }
        };
    }

    private static Map<String, Object> bounded(String type, String what, Shape.Bounds bounds) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        if (bounds.given()) {
            schema.put("min" + what, bounds.min());
            schema.put("max" + what, bounds.max());
        }
        return schema;
    }

    private static Map<String, Object> figure(Shape.Figure figure) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", figure.whole() ? "integer" : "number");
        if (figure.whole()) {
            schema.put("format", figure.wide() ? "int64" : "int32");
        }
        if (figure.bounds().given()) {
            schema.put("minimum", figure.bounds().min());
            schema.put("maximum", figure.bounds().max());
        }
        return schema;
    }

    private void define(Shape.Entity entity) {
        if (!schemas.containsKey(entity.name())) {
            // Records that refer to themselves find it there.
            schemas.put(entity.name(), Map.of());
            schemas.put(entity.name(), object(entity, Map.of()));
        }
    }

    private Map<String, Object> object(Shape.Entity entity, Map<String, Object> more) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Shape.Field> fields = entity.fields();
        fields.forEach(field -> properties.put(field.name(), schema(field.shape())));
        properties.putAll(more);
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                fields.stream()
                        .filter(Shape.Field::required)
                        .map(Shape.Field::name)
                        .toList());
        schema.put("additionalProperties", false);
        return schema;
    }
}
