package dev.tutti.gateway.sessions;

import org.jspecify.annotations.Nullable;

/** Enums of the domain and of the wire have the same constants; a wire enum may lag behind and then fails loudly. */
final class WireEnums {
    private WireEnums() {}

    static <T extends Enum<T>> T to(Class<T> type, Enum<?> value) {
        return Enum.valueOf(type, value.name());
    }

    static <T extends Enum<T>> @Nullable T toOrNull(Class<T> type, @Nullable Enum<?> value) {
        return value == null ? null : to(type, value);
    }
}
