package dev.tutti.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.StoreException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** Translates commands to names and JSON, for another node that shall decide them, and what it refuses back. Thread-safe. */
public final class CommandCodec implements CommandText {
    private static final Map<String, Class<?>> TYPES = types(Command.class, new HashMap<>());

    private final EventCodec events = new EventCodec();
    private final JsonMapper mapper = EventCodec.builder()
            .addMixIn(Grant.class, Named.class)
            .addMixIn(PlannedItem.class, Named.class)
            .registerSubtypes(subtypes(Grant.class))
            .registerSubtypes(subtypes(PlannedItem.class))
            .build();

    /** Of which kind something is stands in it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "as")
    private interface Named {}

    /** Why not, without its code. */
    private record Why(String message, Map<String, Object> details) {}

    @Override
    public String name(Command command) {
        return name(command.getClass());
    }

    @Override
    public String body(Command command) {
        return mapper.writeValueAsString(command);
    }

    @Override
    public String body(CreateSession command) {
        return mapper.writeValueAsString(command);
    }

    @Override
    public Optional<Command> read(String name, String body) {
        return Optional.ofNullable(TYPES.get(name))
                .flatMap(type -> read(body, type))
                .map(Command.class::cast);
    }

    @Override
    public Optional<CreateSession> readCreate(String body) {
        return read(body, CreateSession.class);
    }

    @Override
    public String body(Event event) {
        return events.encode(event);
    }

    @Override
    public Optional<Event> readEvent(String type, String body) {
        try {
            return Optional.of(events.decode(type, body));
        } catch (StoreException _) {
            return Optional.empty();
        }
    }

    @Override
    public String why(Rejection rejection) {
        return mapper.writeValueAsString(new Why(rejection.message(), rejection.details()));
    }

    /** What another node refused; a code that is newer than this version is told as a fault. */
    @Override
    public Rejection rejection(String code, String why) {
        Why said = read(why, Why.class).orElse(new Why(why, Map.of()));
        RejectionCode known;
        try {
            known = RejectionCode.valueOf(code);
        } catch (IllegalArgumentException _) {
            known = RejectionCode.INTERNAL;
        }
        return new Rejection(known, said.message(), said.details());
    }

    private <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(mapper.readValue(json, type));
        } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Class<?>> types(Class<?> type, Map<String, Class<?>> into) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            into.put(name(type), type);
        } else {
            for (Class<?> one : permitted) {
                types(one, into);
            }
        }
        return into;
    }

    private static NamedType[] subtypes(Class<?> type) {
        return types(type, new HashMap<>()).entrySet().stream()
                .map(entry -> new NamedType(entry.getValue(), entry.getKey()))
                .toArray(NamedType[]::new);
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
