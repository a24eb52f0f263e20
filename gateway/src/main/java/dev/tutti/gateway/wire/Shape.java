package dev.tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a value on the wire, read from a record: one reading for types, schemas and checks. */
public sealed interface Shape {
    /** @param bounds of the length */
    record Text(Bounds bounds) implements Shape {}

    record Moment() implements Shape {}

    record Flag() implements Shape {}

    /** @param whole an integer, of 64 bits when {@code wide} */
    record Figure(boolean whole, boolean wide, Bounds bounds) implements Shape {}

    record Choice(String name, List<String> values) implements Shape {}

    record Array(Shape element, Bounds bounds) implements Shape {}

    /** Free facts, as in the details of an error. */
    record Facts() implements Shape {}

    record Entity(Class<?> type) implements Shape {
        public String name() {
            return type.getSimpleName();
        }

        public List<Field> fields() {
            return Arrays.stream(type.getRecordComponents()).map(Shape::field).toList();
        }
    }

    /** @param component what it was read from */
    record Field(String name, Shape shape, boolean required, RecordComponent component) {
        /** Its value in a record. */
        public @Nullable Object of(Object record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }

    /** @param given whether the record says so itself */
    record Bounds(long min, long max, boolean given) {
        static final Bounds TEXT = new Bounds(0, 4096, false);
        static final Bounds LIST = new Bounds(0, 10_000, false);
        static final Bounds NUMBER = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE, false);

        static Bounds of(RecordComponent component, Bounds otherwise) {
            Limit limit = component.getAnnotation(Limit.class);
            return limit == null ? otherwise : new Bounds(limit.min(), limit.max(), true);
        }

        public boolean contains(double value) {
            return value >= min && value <= max;
        }
    }

    static Shape.Entity of(Class<?> recordType) {
        return new Entity(recordType);
    }

    /** The records below a sealed interface, in the order of their declaration. */
    static List<Class<?>> recordsOf(Class<?> sealedType) {
        if (sealedType.isRecord()) {
            return List.of(sealedType);
        }
        var found = new ArrayList<Class<?>>();
        for (Class<?> permitted : sealedType.getPermittedSubclasses()) {
            found.addAll(recordsOf(permitted));
        }
        return List.copyOf(found);
    }

    /** {@code talkLimitS} as {@code talk_limit_s}. */
    static String snakeCase(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** {@code PRE_CHORUS} as {@code pre_chorus}, unless the constant says otherwise. */
    private static String wireName(Enum<?> constant) {
        try {
            JsonProperty fixed =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return fixed == null ? constant.name().toLowerCase(Locale.ROOT) : fixed.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("an enum constant without a field", e);
        }
    }

    private static Field field(RecordComponent component) {
        JsonProperty fixed = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = fixed == null ? snakeCase(component.getName()) : fixed.value();
        component.getAccessor().setAccessible(true);
        AnnotatedType type = component.getAnnotatedType();
        boolean required = !type.isAnnotationPresent(Nullable.class);
        return new Field(name, shape(type, component), required, component);
    }

    private static Shape shape(AnnotatedType annotated, RecordComponent component) {
        if (annotated.getType() instanceof ParameterizedType generic) {
            if (generic.getRawType() == Map.class) {
                return new Facts();
            }
            AnnotatedType element = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
            return new Array(plain((Class<?>) element.getType(), Bounds.TEXT), Bounds.of(component, Bounds.LIST));
        }
        var type = (Class<?>) annotated.getType();
        return plain(type, Bounds.of(component, type == String.class ? Bounds.TEXT : Bounds.NUMBER));
    }

    private static Shape plain(Class<?> type, Bounds bounds) {
        if (type == String.class) {
            return new Text(bounds);
        }
        if (type == Instant.class) {
            return new Moment();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == double.class || type == Double.class) {
            return new Figure(false, true, bounds);
        }
        if (type == int.class || type == Integer.class) {
            return new Figure(true, false, bounds);
        }
        if (type == long.class || type == Long.class) {
            return new Figure(true, true, bounds);
        }
        if (type.isEnum()) {
            return new Choice(
                    type.getSimpleName(),
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> wireName((Enum<?>) constant))
                            .toList());
        }
        if (type.isRecord()) {
            return new Entity(type);
        }
        throw new IllegalArgumentException(type + " has no shape on the wire");
    }
}
